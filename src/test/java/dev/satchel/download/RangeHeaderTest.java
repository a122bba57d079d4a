package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.ByteRange;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 sections 14.1.2 and 14.2. */
class RangeHeaderTest {

  /** The examples of section 14.1.2, of a representation of 10,000 bytes. */
  @ParameterizedTest
  @CsvSource({
    "bytes=0-499,    0,    499",
    "bytes=500-999,  500,  999",
    "bytes=-500,     9500, 9999",
    "bytes=9500-,    9500, 9999",
    "bytes=0-0,      0,    0",
    "bytes=-1,       9999, 9999"
  })
  void selectsWhatTheStandardSays(String header, long first, long last) {
    assertPart(header, first, last);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-,                                     0,    9999",
    "bytes=0-9999,                                 0,    9999",
    "bytes=0-10000,                                0,    9999",
    "bytes=9999-9999,                              9999, 9999",
    "bytes=9999-99999999999999999999999999999999,  9999, 9999",
    "bytes=-10000,                                 0,    9999",
    "bytes=-10001,                                 0,    9999",
    "bytes=-99999999999999999999999999999999,      0,    9999",
    "bytes=00000000000000000000000001-0002,        1,    2",
    "BYTES=1-2,                                    1,    2"
  })
  void clipsRangesToWhatThereIs(String header, long first, long last) {
    assertPart(header, first, last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10000-",
        "bytes=10000-10000",
        "bytes=9223372036854775807-",
        "bytes=9223372036854775808-9223372036854775809",
        "bytes=99999999999999999999999999999999-",
        "bytes=-0",
        "bytes=-000"
      })
  void tellsWhereNoByteIsInTheRange(String header) {
    assertThat(RangeHeader.select(header, 10_000)).isEqualTo(new Selection.Unsatisfiable());
  }

  /** What is not understood is ignored, and so is a range that is invalid. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=--1",
        "bytes=1-0",
        "bytes=5-4",
        "bytes=99999999999999999999-5",
        "bytes=0x1-0x2",
        "bytes=+1-2",
        "bytes=1-2-3",
        "bytes=1.0-2",
        "bytes=1 -2",
        "bytes = 1-2",
        "bytes 1-2",
        "bytes=0-0,-1",
        "bytes=0-499,500-999",
        "bytes=500-700,601-999",
        "seconds=1-2",
        "bytes=١-٢",
        "bytes=0-499;q=1"
      })
  void ignoresEverythingElse(String header) {
    assertThat(RangeHeader.select(header, 10_000)).isEqualTo(new Selection.Whole());
  }

  @Test
  void selectsEverythingWithoutAHeader() {
    assertThat(RangeHeader.select(null, 10_000)).isEqualTo(new Selection.Whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=1-", "bytes=-0"})
  void findsNoByteInAnEmptyFile(String header) {
    assertThat(RangeHeader.select(header, 0)).isEqualTo(new Selection.Unsatisfiable());
  }

  /** Section 14.1.2: a suffix that is longer than the representation is all of it. */
  @ParameterizedTest
  @ValueSource(strings = {"bytes=-1", "bytes=-500", "bytes=-99999999999999999999"})
  void givesAnEmptyFileToWhoWantsItsEnd(String header) {
    assertThat(RangeHeader.select(header, 0)).isEqualTo(new Selection.Whole());
  }

  @Test
  void neverLeavesTheFile() {
    var random = new Random(9110);
    for (int round = 0; round < 50_000; round++) {
      long length = random.nextLong(1, 1L << random.nextInt(1, 62));
      String header = "bytes=" + position(random) + "-" + position(random);
      if (RangeHeader.select(header, length) instanceof Selection.Part(ByteRange range)) {
        assertThat(range.first()).as(header).isNotNegative();
        assertThat(range.last()).as(header).isBetween(range.first(), length - 1);
      }
    }
  }

  private static String position(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> Long.toString(random.nextLong(1 << 10));
      case 2 -> Long.toString(random.nextLong(Long.MAX_VALUE));
      default -> "9".repeat(random.nextInt(1, 40));
    };
  }

  private static void assertPart(String header, long first, long last) {
    assertThat(RangeHeader.select(header, 10_000))
        .isEqualTo(new Selection.Part(new ByteRange(first, last)));
  }
}
