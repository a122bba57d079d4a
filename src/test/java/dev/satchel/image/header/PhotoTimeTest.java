package dev.satchel.image.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.ImageFacts;
import dev.satchel.image.ImageProbe;
import dev.satchel.image.Pictures;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoTimeTest {

  @Test
  void assumesUtcWithoutAnOffset() {
    assertTaken(Exif.of(1).taken("2021:01:15 14:33:29"), "2021-01-15T14:33:29Z");
    assertTaken(Exif.of(1).littleEndian().taken("2021:01:15 14:33:29"), "2021-01-15T14:33:29Z");
  }

  @ParameterizedTest
  @CsvSource({
    "+11:00, 2021-01-15T03:33:29Z",
    "-03:30, 2021-01-15T18:03:29Z",
    "Z,      2021-01-15T14:33:29Z",
    "+0530, 2021-01-15T09:03:29Z",
    "+5:30, 2021-01-15T09:03:29Z",
    "-930, 2021-01-16T00:03:29Z",
    "+99:00, 2021-01-15T14:33:29Z",
    "rubbish, 2021-01-15T14:33:29Z"
  })
  void honoursTheOffset(String offset, String expected) {
    assertTaken(
        Exif.of(1).taken("2021:01:15 14:33:29").text(ExifTags.OFFSET_TIME_ORIGINAL, offset),
        expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1,           .100Z",
    "145,         .145Z",
    "145322,      .145322Z",
    "1453221987, .145322198Z",
    "'12  ',      .120Z",
    "x1,          Z"
  })
  void honoursPartsOfASecond(String digits, String expected) {
    assertTaken(
        Exif.of(1).taken("2021:01:15 14:33:29").text(ExifTags.SUB_SEC_TIME_ORIGINAL, digits),
        "2021-01-15T14:33:29" + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2021:01:15 24:12:34, 2021-01-15T00:12:34Z",
    "'2021:01:15  9:05:03', 2021-01-15T09:05:03Z",
    "2021:01:15 9:05:03, 2021-01-15T09:05:03Z",
    "2021-01-15 14:33:29, 2021-01-15T14:33:29Z",
    "2021-01-15T14:33:29, 2021-01-15T14:33:29Z",
    "2021-01-15T14:33:29Z, 2021-01-15T14:33:29Z",
    "2021-01-15T14:33:29.25+05:30, 2021-01-15T09:03:29.250Z",
    "2021-01-15T14:33:29+0530, 2021-01-15T09:03:29Z",
    "2020:12:31 23:59:59, 2020-12-31T23:59:59Z",
    "2024:12:30 10:00:00, 2024-12-30T10:00:00Z",
    "2021:01:01 00:00:00, 2021-01-01T00:00:00Z"
  })
  void readsWhatPhonesAndProgramsWrite(String date, String expected) {
    assertTaken(Exif.of(1).taken(date), expected);
  }

  @Test
  void takesTheOffsetOfTheDateItself() {
    assertTaken(
        Exif.of(1).taken("2021-01-15T14:33:29+01:00").text(ExifTags.OFFSET_TIME_ORIGINAL, "+09:00"),
        "2021-01-15T13:33:29Z");
  }

  @Test
  void fallsBackToTheTimeOfDigitization() {
    assertTaken(
        Exif.of(1)
            .taken("    :  :     :  :  ")
            .text(ExifTags.DATE_TIME_DIGITIZED, "2021:01:15 14:33:29")
            .text(ExifTags.OFFSET_TIME_DIGITIZED, "+01:00"),
        "2021-01-15T13:33:29Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000:00:00 00:00:00",
        "2021:13:01 00:00:00",
        "2021:02:30 10:00:00",
        "2021:01:15 25:00:00",
        "1700:01:01 00:00:00",
        "9999:12:31 23:59:59",
        "yesterday",
        "",
        "2021:01:15"
      })
  void givesNullForImplausibleDates(String date) {
    assertThat(measured(Exif.of(1).taken(date))).isEqualTo(new ImageFacts(64, 48, null));
  }

  @Test
  void keepsTheDateOfAJpegThatBreaksOffBeforeItsSize() {
    byte[] jpeg =
        Exif.of(1).taken("2021:01:15 14:33:29").inJpeg(new byte[] {(byte) 0xFF, (byte) 0xD8});

    assertThat(new ImageProbe().measure(jpeg))
        .isEqualTo(new ImageFacts(null, null, Instant.parse("2021-01-15T14:33:29Z")));
  }

  private static void assertTaken(Exif exif, String expected) {
    assertThat(measured(exif).photoCreatedAt()).isEqualTo(Instant.parse(expected));
  }

  private static ImageFacts measured(Exif exif) {
    return new ImageProbe().measure(exif.inJpeg(Pictures.jpeg(64, 48)));
  }
}
