package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.ByteRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 13. */
class ConditionsTest {

  private static final EntityTag TAG = new EntityTag("\"xyzzy\"");
  private static final String OURS = "\"xyzzy\"";
  private static final String OTHER = "\"r2d2xxxx\"";

  /** The example of section 5.6.7. */
  private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37Z");

  private static final String AT = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
  private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

  private static final Selection WHOLE = new Selection.Whole();
  private static final Selection NOT_MODIFIED = new Selection.NotModified();
  private static final Selection FAILED = new Selection.PreconditionFailed();
  private static final Selection PART = new Selection.Part(new ByteRange(0, 4));

  private final Map<String, String> headers = new HashMap<>();

  @Test
  void selectsEverythingWithoutConditions() {
    assertThat(selected()).isEqualTo(WHOLE);
  }

  @Test
  void servesOnlyTheTagThatIfMatchNames() {
    assertThat(given("If-Match", OURS).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Match", "*").selected()).isEqualTo(WHOLE);
    assertThat(given("If-Match", OTHER + ", " + OURS).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Match", OTHER).selected()).isEqualTo(FAILED);
    assertThat(given("If-Match", "W/" + OURS).selected()).isEqualTo(FAILED);
    assertThat(given("If-Match", "").selected()).isEqualTo(FAILED);
  }

  @Test
  void answersNotModifiedToWhoHasTheTagHoweverWeakly() {
    assertThat(given("If-None-Match", OURS).selected()).isEqualTo(NOT_MODIFIED);
    assertThat(given("If-None-Match", "W/" + OURS).selected()).isEqualTo(NOT_MODIFIED);
    assertThat(given("If-None-Match", OTHER + ", " + OURS).selected()).isEqualTo(NOT_MODIFIED);
    assertThat(given("If-None-Match", "*").selected()).isEqualTo(NOT_MODIFIED);
    assertThat(given("If-None-Match", OTHER).selected()).isEqualTo(WHOLE);
  }

  @Test
  void comparesDates() {
    assertThat(given("If-Modified-Since", BEFORE).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Modified-Since", AT).selected()).isEqualTo(NOT_MODIFIED);
    assertThat(given("If-Modified-Since", AFTER).selected()).isEqualTo(NOT_MODIFIED);
    headers.clear();
    assertThat(given("If-Unmodified-Since", BEFORE).selected()).isEqualTo(FAILED);
    assertThat(given("If-Unmodified-Since", AT).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Unmodified-Since", AFTER).selected()).isEqualTo(WHOLE);
  }

  /** The three forms of section 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsEveryFormOfADate(String date) {
    assertThat(given("If-Modified-Since", date).selected()).isEqualTo(NOT_MODIFIED);
    headers.clear();
    assertThat(given("Range", "bytes=0-4").given("If-Range", date).selected()).isEqualTo(PART);
  }

  /** Sections 13.1.3 and 13.1.4: as if the header were not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "yesterday",
        "2094-11-06T08:49:37Z",
        "Sun, 06 Nov 2094 24:00:00 GMT",
        "Sun, 06 Nov 2094 08:49:37 GMT, or a date that is longer than any date can be"
      })
  void ignoresWhatIsNoDate(String text) {
    assertThat(given("If-Modified-Since", text).selected()).isEqualTo(WHOLE);
    headers.clear();
    assertThat(given("If-Unmodified-Since", text).selected()).isEqualTo(WHOLE);
    headers.clear();
    assertThat(given("Range", "bytes=0-4").given("If-Range", text).selected()).isEqualTo(WHOLE);
  }

  /** Section 13.2.2: a tag outweighs a date, and If-Match is asked first. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "If-Match,      \"xyzzy\",    If-Unmodified-Since, BEFORE,      WHOLE",
        "If-Match,      \"r2d2xxxx\", If-Unmodified-Since, AFTER,       FAILED",
        "If-None-Match, \"r2d2xxxx\", If-Modified-Since,   AFTER,       WHOLE",
        "If-None-Match, \"xyzzy\",    If-Modified-Since,   BEFORE,      NOT_MODIFIED",
        "If-Match,      \"r2d2xxxx\", If-None-Match,       \"xyzzy\",   FAILED",
        "If-Match,      \"xyzzy\",    If-None-Match,       \"xyzzy\",   NOT_MODIFIED",
        "If-None-Match, \"xyzzy\",    Range,               bytes=0-4,   NOT_MODIFIED",
        "If-Match,      \"r2d2xxxx\", Range,               bytes=0-4,   FAILED",
        "If-Match,      \"xyzzy\",    Range,               bytes=0-4,   PART"
      })
  void asksInTheOrderOfTheStandard(
      String first, String value, String second, String other, String expected) {
    String resolved = other.equals("BEFORE") ? BEFORE : other.equals("AFTER") ? AFTER : other;

    assertThat(given(first, value).given(second, resolved).selected())
        .isEqualTo(
            switch (expected) {
              case "WHOLE" -> WHOLE;
              case "PART" -> PART;
              case "FAILED" -> FAILED;
              default -> NOT_MODIFIED;
            });
  }

  /** Section 13.1.5: only a strong validator that is exactly ours. */
  @Test
  void givesTheRangeOnlyOfTheVersionThatIfRangeNames() {
    given("Range", "bytes=0-4");
    assertThat(given("If-Range", OURS).selected()).isEqualTo(PART);
    assertThat(given("If-Range", OTHER).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Range", "W/" + OURS).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Range", AT).selected()).isEqualTo(PART);
    assertThat(given("If-Range", BEFORE).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Range", AFTER).selected()).isEqualTo(WHOLE);
    assertThat(given("If-Range", "").selected()).isEqualTo(WHOLE);
  }

  @Test
  void ignoresIfRangeWithoutARange() {
    assertThat(given("If-Range", OTHER).selected()).isEqualTo(WHOLE);
  }

  @Test
  void doesNotCallARangeOfAnotherVersionUnsatisfiable() {
    given("Range", "bytes=100-");
    assertThat(selected()).isEqualTo(new Selection.Unsatisfiable());
    assertThat(given("If-Range", OTHER).selected()).isEqualTo(WHOLE);
  }

  private ConditionsTest given(String header, String value) {
    headers.put(header, value);
    return this;
  }

  private Selection selected() {
    return new Conditions(
            headers.get("If-Match"),
            headers.get("If-Unmodified-Since"),
            headers.get("If-None-Match"),
            headers.get("If-Modified-Since"),
            headers.get("Range"),
            headers.get("If-Range"))
        .select(TAG, MODIFIED, 100);
  }
}
