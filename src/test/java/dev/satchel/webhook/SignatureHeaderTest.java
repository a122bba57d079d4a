package dev.satchel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The symmetric signatures of the Standard Webhooks specification. */
class SignatureHeaderTest {

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330L;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  private static final EndpointSecret SECRET =
      EndpointSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  /** 32 bytes of zero. */
  private static final EndpointSecret EARLIER =
      EndpointSecret.parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  /** As {@code openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00} computes it. */
  private static final String EARLIER_SIGNATURE = "v1,woH/1mJtZGSMCmpFTxRYbStS24eLLD/oXIYr4PYyZ7g=";

  /** The vector that the specification's reference libraries share. */
  @Test
  void signsThePublishedVector() {
    assertThat(SignatureHeader.value(List.of(SECRET), ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void signsWithEverySecretDuringARotation() {
    assertThat(SignatureHeader.value(List.of(SECRET, EARLIER), ID, TIMESTAMP, BODY))
        .isEqualTo(SIGNATURE + " " + EARLIER_SIGNATURE);
  }

  @Test
  void signsBytesThatAreNoText() {
    byte[] body = {(byte) 0xff, 0, (byte) 0xc3};

    assertThat(SignatureHeader.value(List.of(EARLIER), "0", 0, body))
        .isEqualTo("v1,M8w8CgnBuwzbFN2JUcMQRSTzciOEd+jT86KOKHHGX0I=");
  }

  @Test
  void coversIdTimestampAndBody() {
    List<EndpointSecret> secrets = List.of(SECRET);

    assertThat(
            List.of(
                SignatureHeader.value(secrets, ID + "x", TIMESTAMP, BODY),
                SignatureHeader.value(secrets, ID, TIMESTAMP + 1, BODY),
                SignatureHeader.value(secrets, ID, TIMESTAMP, new byte[0]),
                SignatureHeader.value(List.of(EARLIER), ID, TIMESTAMP, BODY)))
        .doesNotContain(SIGNATURE)
        .doesNotHaveDuplicates()
        .allMatch(value -> value.matches("v1,[A-Za-z0-9+/]{43}="));
  }

  /** Else "a" with the timestamp 1 and the body "2.x" would sign as "a.1" with 2 and "x". */
  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.1", "1614265330."})
  void refusesAnIdWhoseEndWouldBeUnclear(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureHeader.value(List.of(SECRET), id, TIMESTAMP, BODY));
  }

  @Test
  void neverLeavesADeliveryUnsigned() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureHeader.value(List.of(), ID, TIMESTAMP, BODY));
  }
}
