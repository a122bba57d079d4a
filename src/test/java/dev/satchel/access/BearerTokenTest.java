package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750 section 2.1 and RFC 9110 section 11. */
class BearerTokenTest {

  /** The first is the standard's example. */
  @ParameterizedTest
  @CsvSource({
    "Bearer mF_9.B5f-4.1JqM,  mF_9.B5f-4.1JqM",
    "bearer dev-key,          dev-key",
    "BEARER dev-key,          dev-key",
    "Bearer   dev-key,        dev-key",
    "'Bearer dev-key  ',      dev-key",
    "Bearer a~b+c/d==,        a~b+c/d=="
  })
  void readsTheToken(String header, String token) {
    assertThat(BearerToken.of(header)).contains(token);
  }

  @Test
  void readsTokensOfUpTo255Characters() {
    assertThat(BearerToken.of("Bearer " + "a".repeat(255))).contains("a".repeat(255));
    assertThat(BearerToken.of("Bearer " + "a".repeat(256))).isEmpty();
  }

  @Test
  void findsNoneWithoutAHeader() {
    assertThat(BearerToken.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer =",
        "Bearerdev-key",
        "Bearer\tdev-key",
        " Bearer dev-key",
        "Bearer dev key",
        "Bearer dev-key, Bearer other",
        "Bearer dev=key",
        "Bearer \"dev-key\"",
        "Bearer dev-key\n",
        "Bearer d\u00e9v-key",
        "Basic ZGV2OmtleQ==",
        "dev-key"
      })
  void findsNoneInWhatIsNotOfTheForm(String header) {
    assertThat(BearerToken.of(header)).isEmpty();
  }
}
