package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients send for names of files, and the name that it stands for. */
class FormFilenameTest {

  /** Latin-1 has the umlaut and nothing else of it; it looks encoded, and is not. */
  private static final String NAME = "Müller \"1\"; 50%25 — 図 (a).jpg";

  /** As far as Latin-1 goes. */
  private static final String LATIN_NAME = "Müller \"1\"; 50%25 (a).jpg";

  private static final String OCTETS =
      "M%C3%BCller%20%221%22%3B%2050%2525%20%E2%80%94%20%E5%9B%B3%20%28a%29.jpg";

  private static final String FORM_OF_BROWSERS = "filename=\"Müller %221%22; 50%25 — 図 (a).jpg\"";

  private static final String BACKSLASHES = "filename=\"Müller \\\"1\\\"; 50%25 — 図 (a).jpg\"";

  private static final String WORD =
      "filename=\"=?utf-8?B?TcO8bGxlciAiMSI7IDUwJTI1IOKAlCDlm7MgKGEpLmpwZw==?=\"";

  static Stream<Arguments> clients() {
    return Stream.concat(browsersAndTheirLike(), withFormsOfTheirOwn());
  }

  private static Stream<Arguments> browsersAndTheirLike() {
    return Stream.of(
        utf8("Chromium, as all browsers (the HTML standard)", FORM_OF_BROWSERS, NAME),
        utf8("curl 7.88", FORM_OF_BROWSERS, NAME),
        utf8("curl before 7.81", BACKSLASHES, NAME),
        utf8("fetch of Node 20", FORM_OF_BROWSERS, NAME),
        utf8("axios 1, form-data 4.0.6", FORM_OF_BROWSERS, NAME),
        utf8("OkHttp 4", FORM_OF_BROWSERS, NAME),
        utf8("Python requests 2.34, urllib3 2.7", FORM_OF_BROWSERS, NAME),
        utf8("Python requests, urllib3 before 1.25", "filename*=utf-8''" + OCTETS, NAME));
  }

  private static Stream<Arguments> withFormsOfTheirOwn() {
    String extended = "filename*=\"UTF-8''" + OCTETS + "\"";
    return Stream.of(
        utf8(".NET", WORD + "; filename*=utf-8''" + OCTETS, NAME),
        utf8(".NET, where the other form was taken away", WORD, NAME),
        latin1("Apache 5.6", BACKSLASHES + "; " + extended, NAME),
        latin1("Apache 5.6, Latin-1", "filename=\"Müller \\\"1\\\"; 50%25 (a).jpg\"", LATIN_NAME),
        latin1("Apache 5.6, EXTENDED", "filename=\"" + OCTETS + "\"; " + extended, NAME),
        utf8("Apache 5, LEGACY with UTF-8", BACKSLASHES, NAME),
        // What has become of the name before it was sent, nobody can undo.
        latin1("Apache 5, LEGACY", BACKSLASHES, NAME.replaceAll("[—図]", "?")),
        arguments(
            "Apache before 5.6",
            StandardCharsets.US_ASCII,
            BACKSLASHES,
            NAME.replaceAll("[ü—図]", "?")),
        // A name may have percent signs of its own, so they stay.
        utf8(
            "Apache before 5.6, EXTENDED",
            "filename=\"" + OCTETS + "\"",
            OCTETS.replace("%22", "\"")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void readsTheNameThatAClientSends(
      String client, Charset charset, String parameter, String expected) {
    assertThat(name(charset, parameter)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          filename*=UTF-8''%c3%bc.jpg; filename="a.jpg"                 | ü.jpg
          filename="a.jpg"; FILENAME*=utf-8'de-DE'%C3%BC.jpg            | ü.jpg
          filename="a.jpg"; filename*=ISO-8859-1''%FC.jpg               | ü.jpg
          filename="a.jpg"; filename*="utf-8''it's%22.jpg"              | it's".jpg
          filename="a.jpg"; filename*=KOI8-R''%FC.jpg                   | a.jpg
          filename="a.jpg"; filename*=''%C3%BC.jpg                      | a.jpg
          filename="a.jpg"; filename*=%C3%BC.jpg                        | a.jpg
          filename="a.jpg"; filename*=UTF-8''%FC.jpg                    | a.jpg
          filename="a.jpg"; filename*=UTF-8''%C.jpg                     | a.jpg
          filename="a.jpg"; filename*=UTF-8''a%                         | a.jpg
          filename="a.jpg"; filename*="UTF-8''ü.jpg"                    | a.jpg
          filename="=?UTF-8?b?w7wuanBn?="                               | ü.jpg
          filename="=?iso-8859-1?B?/C5qcGc=?="                          | ü.jpg
          filename="=?utf-8?B?/C5qcGc=?="                               | =?utf-8?B?/C5qcGc=?=
          filename="=?utf-8?B?w7wu-anBn?="                              | =?utf-8?B?w7wu-anBn?=
          filename="=?koi8-r?B?w7wuanBn?="                              | =?koi8-r?B?w7wuanBn?=
          filename="=?utf-8?Q?=C3=BC?="                                 | =?utf-8?Q?=C3=BC?=
          filename="a =?utf-8?B?w7wuanBn?="                             | a =?utf-8?B?w7wuanBn?=
          """)
  void readsWhatTheFormsAllow(String parameters, String expected) {
    assertThat(name(StandardCharsets.UTF_8, parameters)).isEqualTo(expected);
  }

  @Test
  void refusesAFileWhoseOnlyNameCannotBeRead() {
    Reading reading = reading(StandardCharsets.UTF_8, "filename*=UTF-8''%FC.jpg");

    assertThat(reading.fault()).isEqualTo(Fault.MISSING_MEMBER);
    assertThat(reading.path()).isEqualTo("files[0].name");
  }

  @Test
  void aNameInAnotherFormKeepsItsRules() {
    assertThat(reading(StandardCharsets.UTF_8, "filename*=UTF-8''a%00").fault())
        .isEqualTo(Fault.UNSUPPORTED_TEXT);
    assertThat(reading(StandardCharsets.UTF_8, "filename*=UTF-8''" + "a".repeat(256)).fault())
        .isEqualTo(Fault.TEXT_TOO_LONG);
  }

  /** One header may be in Latin-1 where another is not. */
  @Test
  void eachNameIsReadByItself() {
    var head = new ByteArrayOutputStream();
    head.writeBytes(
        "Content-Disposition: form-data; name=\"files\"; ".getBytes(StandardCharsets.UTF_8));
    head.writeBytes("x=\"ü\"; ".getBytes(StandardCharsets.ISO_8859_1));
    head.writeBytes("filename=\"ü\"".getBytes(StandardCharsets.UTF_8));

    assertThat(reading(head.toByteArray()).events()).contains("0 NAME ü");
  }

  private static String name(Charset charset, String parameters) {
    Reading reading = reading(charset, parameters);
    assertThat(reading.fault()).isNull();
    return reading.events().stream()
        .filter(event -> event.startsWith("0 NAME "))
        .map(event -> event.substring("0 NAME ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static Reading reading(Charset charset, String parameters) {
    return reading(
        ("Content-Disposition: form-data; name=\"files\"; " + parameters).getBytes(charset));
  }

  private static Reading reading(byte[] head) {
    return new Form()
        .raw("--" + Form.BOUNDARY + "\r\n")
        .raw(head)
        .raw("\r\n\r\nA\r\n")
        .text("userId", "u")
        .read();
  }

  private static Arguments utf8(String client, String parameters, String expected) {
    return arguments(client, StandardCharsets.UTF_8, parameters, expected);
  }

  private static Arguments latin1(String client, String parameters, String expected) {
    return arguments(client, StandardCharsets.ISO_8859_1, parameters, expected);
  }
}
