package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form means, and that it means the same however it is cut into chunks. */
class MultipartTest {

  @Test
  void tellsOfFilesAndTextsInTheirOrder() {
    Reading reading =
        new Form()
            .text("expiryInterval", "3600")
            .file("a.jpg", "image/jpeg", bytes("AAA"))
            .text("description", "First.")
            .text("sha256", "abc")
            .file("ü.txt", "text/plain; charset=utf-8", bytes(""))
            .text("userId", "u")
            .text("fileRequestId", "f")
            .read();

    assertThat(reading.fault()).isNull();
    assertThat(reading.events())
        .containsExactly(
            "EXPIRY 3600",
            "0 started ",
            "0 NAME a.jpg",
            "0 TYPE image/jpeg",
            "0 bytes QUFB",
            "0 size 3",
            "0 DESCRIPTION First.",
            "0 SHA256 abc",
            "0 ended ",
            "1 started ",
            "1 NAME ü.txt",
            "1 TYPE text/plain; charset=utf-8",
            "1 bytes ",
            "1 size 0",
            "USER_ID u",
            "FILE_REQUEST_ID f",
            "1 ended ");
  }

  @Test
  void readsHeadersThatGoOnInTheNextLine() {
    Reading reading =
        new Form()
            .part(
                "Content-Disposition: form-data;\r\n name=\"files\";\r\n\tfilename=\"a\"; ;\r\n"
                    + "Content-Type: text/plain;\r\n charset=utf-8",
                bytes("A"))
            .text("userId", "u")
            .read();

    assertThat(reading.fault()).isNull();
    assertThat(reading.events()).contains("0 NAME a", "0 TYPE text/plain; charset=utf-8");
  }

  @Test
  void refusesAFileWithoutANameBeforeItsContents() {
    Reading reading =
        new Form().part("Content-Disposition: form-data; name=\"files\"", bytes("A")).read();

    assertThat(reading.fault()).isNotNull();
    assertThat(reading.events()).noneMatch(event -> event.startsWith("0 bytes"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 61, Integer.MAX_VALUE})
  void readsEveryPayloadSize(int chunkSize) {
    for (int size = 0; size <= 1_500; size++) {
      byte[] payload = random(size);
      assertContents(Form.read(Form.of(payload).bytes(), chunkSize), payload);
    }
  }

  @Test
  void readsTheSameAtEverySplitPoint() {
    byte[] body =
        Form.of(bytes("x\r\n--" + Form.BOUNDARY.substring(0, 9) + "\r\ry\r"))
            .text("description", "ü")
            .bytes();
    Reading whole = Form.read(body, Integer.MAX_VALUE);
    assertThat(whole.fault()).isNull();
    for (int i = 1; i < body.length; i++) {
      int split = i;
      for (boolean direct : new boolean[] {false, true}) {
        assertThat(Form.read(body, at -> at == 0 ? split : body.length, direct))
            .as("split at %d", split)
            .isEqualTo(whole);
      }
    }
  }

  /** Contents made of the delimiter's beginnings, which are what a search may stumble over. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 30, 31, 64, 1_000, Integer.MAX_VALUE})
  void findsNoDelimiterInItsBeginnings(int chunkSize) {
    String delimiter = "\r\n--" + Form.BOUNDARY;
    var random = new Random(chunkSize);
    for (int round = 0; round < 300; round++) {
      var contents = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        contents.append(delimiter, 0, random.nextInt(delimiter.length()));
      }
      byte[] payload = bytes(contents.toString());
      assertContents(Form.read(Form.of(payload).bytes(), chunkSize), payload);
    }
  }

  @Test
  void refusesEveryTruncation() {
    byte[] body = Form.of(bytes("abc")).bytes();
    for (int i = 0; i < body.length - 2; i++) {
      assertThat(Form.read(Arrays.copyOf(body, i), 7).fault())
          .as("cut at %d", i)
          .isEqualTo(Fault.INVALID_MULTIPART);
    }
  }

  @Test
  void skipsWhatStandsAroundTheParts() {
    byte[] form = Form.of(bytes("abc")).bytes();
    byte[] body =
        new Form()
            .raw("A preamble.\r\n--\r\n\r\n")
            .raw(form)
            .raw("An epilogue.\r\n--" + Form.BOUNDARY)
            .bytes();

    assertContents(Form.read(body, 5), bytes("abc"));
  }

  @Test
  void skipsPartsOfUnknownNames() {
    Reading reading =
        new Form()
            .text("csrf", "x".repeat(100_000))
            .part("Content-Disposition: form-data; name=other; filename=\"x\"", random(999))
            .raw(withoutEnd(Form.of(bytes("abc"))))
            .read();

    assertContents(reading, bytes("abc"));
  }

  @Test
  void takesEmptyOptionalTextsAsAbsent() {
    Reading reading =
        Form.of(bytes("abc"))
            .text("description", "")
            .text("expiryInterval", "")
            .text("fileRequestId", "")
            .read();

    assertThat(reading.fault()).isNull();
    assertThat(reading.events()).noneMatch(it -> it.matches("(EXPIRY|FILE_REQ|0 DESC).*"));
  }

  /** What browsers send of an input for a file in which none was chosen. */
  @Test
  void skipsInputsForFilesThatWereLeftEmpty() {
    Reading reading =
        new Form()
            .file("", "application/octet-stream", bytes(""))
            .text("description", "")
            .file("a.jpg", "image/jpeg", bytes("A"))
            .text("description", "First.")
            .file("", "application/octet-stream", bytes(""))
            .text("description", "Of nothing.")
            .text("sha256", "")
            .file("b.jpg", "image/jpeg", bytes("B"))
            .text("userId", "u")
            .read();

    assertThat(reading.fault()).isNull();
    assertThat(reading.events())
        .containsExactly(
            "0 started ",
            "0 NAME a.jpg",
            "0 TYPE image/jpeg",
            "0 bytes QQ==",
            "0 size 1",
            "0 DESCRIPTION First.",
            "0 ended ",
            "1 started ",
            "1 NAME b.jpg",
            "1 TYPE image/jpeg",
            "1 bytes Qg==",
            "1 size 1",
            "USER_ID u",
            "1 ended ");
  }

  @Test
  void anInputThatWasLeftEmptyIsNoFile() {
    var one = new UploadLimits(1, 10, 255, 5, 255, 64);
    Form nothing = new Form().file("", "a/b", bytes("")).file("", "a/b", bytes(""));
    Form full = Form.of(bytes("A")).file("", "a/b", bytes(""));

    assertFault(one, nothing.text("userId", "u"), Fault.NO_FILES, "files");
    assertThat(Form.read(one, full.bytes(), _ -> 7, true).fault()).isNull();
    assertFault(one, full.file("", "a/b", bytes("B")), Fault.TOO_MANY_FILES, "files");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          form-data; name="files"; filename="a b.txt"         | a b.txt
          form-data;name=files;filename=a.txt                 | a.txt
          FORM-DATA ; Name = "files" ; FileName = "a.txt"     | a.txt
          form-data; filename="a;b=\\"c\\".txt"; name="files" | a;b="c".txt
          form-data; name="files"; filename="a%22b%0D%0A.txt" | a"b<CR><LF>.txt
          form-data; name="files"; filename="C:\\dir\\a.txt"  | C:\\dir\\a.txt
          form-data; name="files"; filename="a\\\\b"          | a\\b
          form-data; name="files"; filename="100%25"          | 100%25
          form-data; name="files"; filename="../ü😀"          | ../ü😀
          """)
  void readsNames(String disposition, String name) {
    Reading reading =
        new Form()
            .part("content-disposition: " + disposition, bytes(""))
            .text("userId", "u")
            .read();

    assertThat(reading.events())
        .contains("0 NAME " + name.replace("<CR>", "\r").replace("<LF>", "\n"))
        .contains("0 TYPE text/plain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Content-Disposition: attachment; name="files"               | INVALID_MULTIPART |
          Content-Disposition: form-data                              | INVALID_MULTIPART |
          Content-Disposition: form-data; name="files                 | INVALID_MULTIPART |
          Content-Disposition: form-data; name="files" x              | INVALID_MULTIPART |
          Content-Disposition: form-data; ="files"                    | INVALID_MULTIPART |
          Content-Type: image/jpeg                                    | INVALID_MULTIPART |
          Content-Disposition: form-data; name="files"                | MISSING_MEMBER    | files[0].name
          Content-Disposition: form-data; name="files"; filename=""   | TEXT_EMPTY        | files[0].name
          Content-Disposition: form-data; name="description"          | INVALID_VALUE     | description
          """)
  void refusesPartsThatAreNoneOfOurs(String head, Fault fault, String path) {
    Reading reading = new Form().part(head, bytes("x")).text("userId", "u").read();

    assertThat(reading.fault()).isEqualTo(fault);
    assertThat(reading.path()).isEqualTo(path);
  }

  @Test
  void refusesEncodingsOfParts() {
    String head =
        "Content-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n"
            + "Content-Transfer-Encoding: ";

    assertThat(new Form().part(head + "base64", bytes("")).read().fault())
        .isEqualTo(Fault.INVALID_MULTIPART);
    assertThat(new Form().part(head + "BINARY", bytes("")).text("userId", "u").read().fault())
        .isNull();
  }

  @Test
  void refusesHeadersThatAreTooLong() {
    String head = "Content-Disposition: form-data; name=\"files\"; filename=\"%s\"";

    assertThat(new Form().part(head.formatted("x".repeat(256)), bytes("")).read().fault())
        .isEqualTo(Fault.TEXT_TOO_LONG);
    assertThat(new Form().part(head.formatted("x".repeat(9_000)), bytes("")).read().fault())
        .isEqualTo(Fault.INVALID_MULTIPART);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] latin = {(byte) 'a', (byte) 0xFC};

    assertThat(
            Form.of(bytes(""))
                .part("Content-Disposition: form-data; name=\"description\"", latin)
                .read()
                .fault())
        .isEqualTo(Fault.INVALID_ENCODING);
  }

  /** RFC 7578 section 4.4: a text is in the charset of its own type. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain; charset=ISO-8859-1            | ISO-8859-1
          text/plain;Charset="iso-8859-1";x=y       | ISO-8859-1
          text/plain; x=y; charset=latin1           | ISO-8859-1
          text/plain; charset=UTF-8                 | UTF-8
          text/plain; charset=US-ASCII              | UTF-8
          text/plain; charset=unknown               | UTF-8
          text/plain; charset                       | UTF-8
          text/plain                                | UTF-8
          """)
  void readsTextsInTheirCharset(String type, Charset charset) {
    Reading reading =
        Form.of(bytes(""))
            .part(head("description", type), "Größer".getBytes(charset))
            .part(head("fileRequestId", type), "ü".getBytes(charset))
            .read();

    assertThat(reading.fault()).isNull();
    assertThat(reading.events()).contains("0 DESCRIPTION Größer", "FILE_REQUEST_ID ü");
  }

  private static String head(String name, String type) {
    return "Content-Disposition: form-data; name=\"%s\"\r\nContent-Type: %s".formatted(name, type);
  }

  @Test
  void refusesTextsGivenTwice() {
    assertThat(Form.of(bytes("")).text("userId", "u").read().path()).isEqualTo("userId");
    Reading twice = Form.of(bytes("")).text("description", "").text("description", "").read();
    assertThat(twice.fault()).isEqualTo(Fault.DUPLICATE_MEMBER);
    assertThat(twice.path()).isEqualTo("files[0].description");
  }

  @Test
  void refusesFormsWithoutWhatIsRequired() {
    assertThat(new Form().text("userId", "u").read().path()).isEqualTo("files");
    assertThat(new Form().file("a", "a/b", bytes("")).read().path()).isEqualTo("userId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "x", "3153600001", "99999999999999999999", "1e3", "٣"})
  void refusesIntervals(String interval) {
    Reading reading = Form.of(bytes("")).text("expiryInterval", interval).read();

    assertThat(reading.fault()).isEqualTo(Fault.INVALID_VALUE);
    assertThat(reading.path()).isEqualTo("expiryInterval");
  }

  @Test
  void refusesTextsAndFilesBeyondTheirLimits() {
    var limits = new UploadLimits(2, 10, 255, 5, 255, 64);

    assertFault(limits, Form.of(random(11)), Fault.FILE_TOO_LARGE, "files[0].contents");
    assertFault(
        limits,
        Form.of(random(10)).text("description", "😀".repeat(6)),
        Fault.TEXT_TOO_LONG,
        "files[0].description");
    assertFault(
        limits,
        Form.of(random(10)).file("b", "a/b", random(1)).file("c", "a/b", random(1)),
        Fault.TOO_MANY_FILES,
        "files");
  }

  @Test
  void tellsOfAFaultBeforeTheRestArrives() {
    byte[] body = new Form().file("", "a/b", random(100)).bytes();
    UploadParser parser = UploadParser.multipart(UploadLimits.defaults(), Form.BOUNDARY);

    Reading reading = Reading.of(parser, body, at -> at < 150 ? 150 : fail(at), false);

    assertThat(reading.fault()).isEqualTo(Fault.TEXT_EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a ", "ü", "a\"b", "a\r\nb"})
  void refusesBoundaries(String boundary) {
    assertThatExceptionOfType(MalformedUploadException.class)
        .isThrownBy(() -> UploadParser.multipart(UploadLimits.defaults(), boundary));
    assertThatExceptionOfType(MalformedUploadException.class)
        .isThrownBy(() -> UploadParser.multipart(UploadLimits.defaults(), "a".repeat(71)));
  }

  private static int fail(int at) {
    throw new AssertionError("Asked for more at " + at);
  }

  private static void assertFault(UploadLimits limits, Form form, Fault fault, String path) {
    Reading reading = Form.read(limits, form.bytes(), _ -> 7, true);
    assertThat(reading.fault()).isEqualTo(fault);
    assertThat(reading.path()).isEqualTo(path);
  }

  private static void assertContents(Reading reading, byte[] payload) {
    assertThat(reading.fault()).isNull();
    assertThat(reading.events())
        .contains("0 bytes " + Base64.getEncoder().encodeToString(payload))
        .contains("0 size " + payload.length);
  }

  private static byte[] withoutEnd(Form form) {
    byte[] whole = form.bytes();
    return Arrays.copyOf(whole, whole.length - Form.BOUNDARY.length() - 6);
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
