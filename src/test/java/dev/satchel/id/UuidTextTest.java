package dev.satchel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9562 section 4. */
class UuidTextTest {

  /** The examples of section 4, of sections 5.9 and 5.10, and of appendix A. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        "f81D4fae-7deC-11d0-A765-00a0c91e6bF6",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
      })
  void readsTheStandardsExamples(String text) {
    assertThat(UuidText.parse(text)).contains(UUID.fromString(text));
    assertThat(UuidText.parse(text).orElseThrow()).asString().isEqualToIgnoringCase(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf66",
        "f81d4fae7dec11d0a76500a0c91e6bf6",
        "f81d4fae-7dec-11d0-a76500a0c91e6bf6",
        "f81d4fae7-dec-11d0-a765-00a0c91e6bf6",
        "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        " f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6\n",
        "f81d4fae-7dec-11d0-a765-+0a0c91e6bf6",
        "f81d4fae_7dec_11d0_a765_00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf\u0666"
      })
  void refusesEverythingElse(String text) {
    assertThat(UuidText.parse(text)).isEmpty();
  }
}
