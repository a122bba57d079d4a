package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 10.2.3. */
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1999-12-31T23:59:00Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "120, 120", "000120, 120", "' 120\t', 120", "31536000, 31536000"})
  void readsSeconds(String header, long seconds) {
    assertReads(header, Duration.ofSeconds(seconds));
  }

  /** The example of the section, and its moment in the two obsolete forms of section 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 31 Dec 1999 23:59:59 GMT",
        "Friday, 31-Dec-99 23:59:59 GMT",
        "Fri Dec 31 23:59:59 1999"
      })
  void readsADate(String header) {
    assertReads(header, Duration.ofSeconds(59));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fri, 31 Dec 1999 23:59:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"})
  void waitsNoTimeForThePast(String header) {
    assertReads(header, Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31536001",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999999999999999999999999999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void cutsWhatIsTooLong(String header) {
    assertReads(header, Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "0x10",
        "120s",
        "1, 2",
        "١٢٠",
        "PT2M",
        "1999-12-31T23:59:59Z",
        "Fri, 31 Foo 1999 23:59:59 GMT",
        "Fri, 31 Dec 1999",
        "Fri, 31 Dec 1999 23:59:59 GMTxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void ignoresEverythingElse(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void waitsForNothingWithoutAHeader() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }

  @Test
  void neverThrows() {
    var random = new Random(9110);
    String valid = "Fri, 31 Dec 1999 23:59:59 GMT";
    for (int round = 0; round < 100_000; round++) {
      String header =
          valid
              .chars()
              .map(letter -> random.nextInt(6) == 0 ? random.nextInt(0x2000) : letter)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

      assertThatCode(() -> RetryAfter.parse(header.substring(random.nextInt(29)), NOW))
          .as(header)
          .doesNotThrowAnyException();
    }
  }

  private static void assertReads(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }
}
