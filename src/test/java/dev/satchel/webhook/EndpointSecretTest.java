package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets of the Standard Webhooks specification. */
class EndpointSecretTest {

  private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @ParameterizedTest
  @ValueSource(ints = {24, 25, 26, 32, 63, 64})
  void readsBackWhatItWrote(int length) {
    String text = text(length);

    assertThat(EndpointSecret.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 65, 66, 1_000})
  void refusesOtherLengths(int length) {
    assertRefuses(text(length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
        "whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwA",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAB==",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwé"
      })
  void refusesEveryOtherForm(String text) {
    assertRefuses(text);
  }

  @Test
  void generatesThirtyTwoBytesThatDiffer() {
    var random = new SecureRandom();
    String one = EndpointSecret.generate(random).text();
    String other = EndpointSecret.generate(random).text();

    assertThat(one).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(other);
    assertThat(EndpointSecret.parse(one).text()).isEqualTo(one);
  }

  @Test
  void isNotShown() {
    assertThat(EndpointSecret.parse(PUBLISHED)).hasToString("EndpointSecret[hidden]");
  }

  private static void assertRefuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointSecret.parse(text))
        .withMessage("An endpoint secret is whsec_ and the base64 of 24 to 64 bytes.")
        .withNoCause();
  }

  private static String text(int length) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[length]);
  }
}
