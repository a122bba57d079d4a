package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault, its path, and the byte at which it is certain. */
class UploadFaultTest {
  private static final UploadLimits LIMITS = new UploadLimits(2, 5, 3, 4, 3, 3);
  private static final String FILE = "{\"name\":\"n\",\"type\":\"t\",\"contents\":\"\"}";

  /** Documents that end with the first byte at which their fault is certain. */
  static Stream<Arguments> faults() {
    return Stream.of(
            Stream.of(
                fault("[", Fault.WRONG_TYPE, null),
                fault("n", Fault.WRONG_TYPE, null),
                fault("{]", Fault.INVALID_JSON, null),
                fault("{}", Fault.MISSING_MEMBER, "files"),
                fault("{\"x\":[[[[", Fault.TOO_DEEP, null),
                fault("{\"x\":{\"a\":{\"b\":{\"c\":{", Fault.TOO_DEEP, null),
                fault("{\"x\":1,\"x\":tr\"", Fault.INVALID_JSON, null),
                fault("{\"userId\":\"u\",\"user\\u0049d\"", Fault.DUPLICATE_MEMBER, "userId"),
                fault("{\"userId\":n", Fault.WRONG_TYPE, "userId"),
                fault("{\"userId\":\"" + "u".repeat(65), Fault.INVALID_VALUE, "userId"),
                fault("{\"userId\":\"\\u0000", Fault.UNSUPPORTED_TEXT, "userId"),
                fault("{\"fileRequestId\":1", Fault.WRONG_TYPE, "fileRequestId"),
                fault(
                    "{\"fileRequestId\":null,\"fileRequestId\"",
                    Fault.DUPLICATE_MEMBER,
                    "fileRequestId"),
                fault("{\"userId\":\"\\ud800x", Fault.UNSUPPORTED_TEXT, "userId"),
                fault("{\"userId\":\"\\udc00", Fault.UNSUPPORTED_TEXT, "userId"),
                fault("{\"userId\":\"\\ud800\\ud800", Fault.UNSUPPORTED_TEXT, "userId"),
                fault("{\"userId\":\"\\ud800\"", Fault.UNSUPPORTED_TEXT, "userId")),
            expiries(),
            Stream.of(
                fault("{\"files\":{", Fault.WRONG_TYPE, "files"),
                fault("{\"files\":n", Fault.WRONG_TYPE, "files"),
                fault("{\"files\":[]", Fault.NO_FILES, "files"),
                fault("{\"files\":[" + FILE + ",[", Fault.WRONG_TYPE, "files[1]"),
                fault("{\"files\":[" + FILE + "," + FILE + ",{", Fault.TOO_MANY_FILES, "files"),
                fault("{\"files\":[" + FILE + "],\"files\"", Fault.DUPLICATE_MEMBER, "files"),
                fault("{\"files\":[" + FILE + "]}", Fault.MISSING_MEMBER, "userId")),
            files())
        .flatMap(stream -> stream);
  }

  private static Stream<Arguments> expiries() {
    return Stream.of(
            "0",
            "-1",
            "-0",
            "1.5",
            "0.1e0",
            "3153600001",
            "1e10",
            "1e999999999",
            "1e-999999999",
            "3153600000.000000000000000001",
            "10000000000000000000000",
            "1.0e" + "9".repeat(40),
            "0e5",
            "36e-2")
        .map(n -> fault("{\"expiryInterval\":" + n + ",", Fault.INVALID_VALUE, "expiryInterval"));
  }

  private static Stream<Arguments> files() {
    return Stream.of(
        inFile("\"contents\":\"\",\"type\":\"t\"}", Fault.MISSING_MEMBER, "name"),
        inFile("\"name\":\"n\",\"contents\":\"\"}", Fault.MISSING_MEMBER, "type"),
        inFile("\"name\":\"n\",\"type\":\"t\"}", Fault.MISSING_MEMBER, "contents"),
        inFile("\"name\":\"n\",\"name\"", Fault.DUPLICATE_MEMBER, "name"),
        inFile("\"name\":\"\"", Fault.TEXT_EMPTY, "name"),
        inFile("\"name\":n", Fault.WRONG_TYPE, "name"),
        inFile("\"name\":\"abcd", Fault.TEXT_TOO_LONG, "name"),
        inFile("\"name\":\"ab\u00e9\u00e9", Fault.TEXT_TOO_LONG, "name"),
        inFile("\"name\":\"\\u0000", Fault.UNSUPPORTED_TEXT, "name"),
        inFile("\"description\":\"abcde", Fault.TEXT_TOO_LONG, "description"),
        inFile("\"description\":7", Fault.WRONG_TYPE, "description"),
        inFile("\"type\":\"abcd", Fault.TEXT_TOO_LONG, "type"),
        inFile("\"type\":t", Fault.WRONG_TYPE, "type"),
        inFile("\"x\":[[[[", Fault.TOO_DEEP, null),
        inFile("\"contents\":n", Fault.WRONG_TYPE, "contents"),
        inFile("\"contents\":\"\",\"contents\"", Fault.DUPLICATE_MEMBER, "contents"),
        base64("Q\""),
        base64("="),
        base64("Q="),
        base64("QUJD="),
        base64("QQ=\""),
        base64("QQ==="),
        base64("QUI=="),
        base64("QQ==Q"),
        base64("QQ=\\nQ"),
        base64("QQ!"),
        base64("QQ-"),
        base64("_"),
        base64("\\u0000"),
        base64("\u00e9"),
        base64("\u0141"),
        base64("\\ud83d"),
        base64("\\b"),
        base64("\\\""),
        base64("\\\\"),
        inFile("\"contents\":\"QUJDREVG", Fault.FILE_TOO_LARGE, "contents"),
        inFile("\"contents\":\"QUJD\\nREV\\u0047", Fault.FILE_TOO_LARGE, "contents"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFoundAtTheFirstByteThatMakesItCertain(
      String document, Fault fault, @Nullable String path) {
    byte[] bytes = Documents.utf8(document);
    assertThat(faultOf(bytes)).isEqualTo(fault + " " + path);
    assertThat(faultOf(Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isTheSameAtEveryChunkSize(String document, Fault fault, @Nullable String path) {
    for (int size = 1; size < 8; size++) {
      int chunkSize = size;
      Reading reading = Reading.of(Documents.utf8(document), LIMITS, _ -> chunkSize, false);
      assertThat(reading.fault()).isEqualTo(fault);
      assertThat(reading.path()).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isToldInASentenceThatNamesTheField(String document, Fault fault, @Nullable String path) {
    UploadParser parser = parserOf(Documents.utf8(document));
    assertThatThrownBy(() -> drain(parser))
        .message()
        .startsWith(path == null ? "" : path + " ")
        .matches("[\\x20-\\x7e]{10,120}\\.");
  }

  /** What follows {@code files[1].contents} in the sentence; each ends where that is certain. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          data:        | starts with a data: URL prefix; send what follows the comma.
          Data\\u003a  | starts with a data: URL prefix; send what follows the comma.
          data!        | is not valid base64.
          ata:         | is not valid base64.
          adata:       | is not valid base64.
          QUI-         | is url-safe base64; send + in place of - and / in place of _.
          _            | is url-safe base64; send + in place of - and / in place of _.
          QQ==-        | is not valid base64.
          QU JDR"      | is not valid base64; it has spaces, perhaps where + was decoded as in a URL.
          QU JD=       | is not valid base64; it has spaces, perhaps where + was decoded as in a URL.
          Q \\nA="     | is not valid base64; it has spaces, perhaps where + was decoded as in a URL.
          Q U!         | is not valid base64.
          QUI\\nDR"    | is not valid base64.
          """)
  void tellsTheCommonestMistakesOfBase64(String contents, String rest) {
    UploadParser parser =
        parserOf(Documents.utf8("{\"files\":[" + FILE + ",{\"contents\":\"" + contents));
    assertThatThrownBy(() -> drain(parser))
        .isInstanceOfSatisfying(
            MalformedUploadException.class,
            e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_BASE64))
        .hasMessage("files[1].contents " + rest);
  }

  @Test
  void neverEchoesTheInput() {
    for (String input :
        new String[] {"{\"SECRET", "{\"SECRET\"SECRET", "SECRET", "{\"x\":SECRET"}) {
      UploadParser parser = parserOf(Documents.utf8(input));
      parser.finish();
      assertThatThrownBy(() -> drain(parser)).message().doesNotContain("SECRET");
    }
  }

  private static String faultOf(byte[] bytes) {
    try {
      drain(parserOf(bytes));
      return "none";
    } catch (MalformedUploadException e) {
      return e.fault() + " " + e.path();
    }
  }

  private static UploadParser parserOf(byte[] bytes) {
    UploadParser parser = UploadParser.json(LIMITS);
    parser.feed(ByteBuffer.wrap(bytes));
    return parser;
  }

  private static void drain(UploadParser parser) {
    UploadEvent event = parser.next();
    while (!(event instanceof UploadEvent.NeedsInput)) {
      event = parser.next();
    }
  }

  private static Arguments base64(String contents) {
    return inFile("\"contents\":\"" + contents, Fault.INVALID_BASE64, "contents");
  }

  private static Arguments inFile(String members, Fault fault, @Nullable String member) {
    String path = member == null ? null : "files[1]." + member;
    return fault("{\"files\":[" + FILE + ",{" + members, fault, path);
  }

  private static Arguments fault(String document, Fault fault, @Nullable String path) {
    return Arguments.of(document, fault, path);
  }
}
