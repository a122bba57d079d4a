package dev.satchel.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Settings;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyKeysTest {

  private static final String PROPERTY = "satchel.privacy.key";
  private static final String OLD = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final byte[] DIGEST = new byte[32];

  /** RFC 4231 section 4.2, test case 1, with a key that is filled up: HMAC fills it with zeros. */
  @Test
  void areOfHmacSha256() {
    PrivacyKeys keys = keys("k:CwsLCwsLCwsLCwsLCwsLCwsLCwsAAAAAAAAAAAAAAAA=");

    assertThat(HexFormat.of().formatHex(keys.hash("Hi There".getBytes(UTF_8)).value()))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }

  @Test
  void makeByTheFirstAndKnowTheOthersAndWhatHadNone() {
    PrivacyKeys rotated = keys(NEW + "," + OLD);

    assertThat(rotated.hash(DIGEST).key()).isEqualTo("new");
    assertThat(rotated.hashes(DIGEST))
        .extracting(KeyedHash::key)
        .containsExactly("new", "old", null);
    assertThat(rotated.hashes(DIGEST))
        .extracting(KeyedHash::value)
        .containsExactly(keys(NEW).hash(DIGEST).value(), keys(OLD).hash(DIGEST).value(), DIGEST);
    assertThat(rotated.know("old")).isTrue();
    assertThat(rotated.know(null)).isTrue();
    assertThat(rotated.know("other")).isFalse();
  }

  @Test
  void areNotNeededByWhatIdentifiesNobody() {
    var none = new PrivacyKeys(Settings.defaults(PrivacyConfig.class));

    assertThat(none.arePresent()).isFalse();
    assertThat(none.hash(DIGEST)).extracting(KeyedHash::key).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "short:AAAA",
        "twice:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,twice:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "odd:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void areRefusedWithTheNameOfTheProperty(String setting) {
    assertThatThrownBy(() -> keys(setting)).hasMessageContaining(PROPERTY);
  }

  private static PrivacyKeys keys(String setting) {
    return new PrivacyKeys(Settings.with(PrivacyConfig.class, Map.of(PROPERTY, setting)));
  }
}
