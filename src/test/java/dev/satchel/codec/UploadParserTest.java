package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadParserTest {

  @Test
  void tellsEverythingInTheOrderOfTheDocument() {
    assertThat(Reading.of(Documents.ALL_FEATURES).events())
        .containsExactly(
            "EXPIRY 3600",
            "0 started ",
            "0 bytes QUJDREVGR0k/+/8=",
            "0 size 11",
            "0 TYPE image/jpeg",
            "0 NAME é€😀😀.jpg",
            "0 ended ",
            "1 started ",
            "1 NAME \"\\/\b\f\n\r\t",
            "1 bytes ",
            "1 size 0",
            "1 DESCRIPTION null",
            "1 TYPE ",
            "1 ended ",
            "2 started ",
            "2 DESCRIPTION Better than yesterday. ÿ 中 😀",
            "2 bytes QQ==",
            "2 size 1",
            "2 NAME n",
            "2 TYPE a/b",
            "2 ended ",
            "USER_ID " + Documents.USER,
            "FILE_REQUEST_ID null");
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "QQ==,QQ==",
    "QQ,QQ==",
    "QUI=,QUI=",
    "QUI,QUI=",
    "QUJD,QUJD",
    "QR==,QQ==",
    "QUJ,QUI=",
    "Q\\r\\nQ\\t= =\\n,QQ==",
    "\\u0051\\u0051\\u003d\\u003D,QQ==",
    "' ',''",
    "+\\/+/,+/+/",
    "'\\u000d\\u000A\\u0009\\u0020QQ',QQ=="
  })
  void decodesContents(String contents, String bytes) {
    assertThat(Reading.of(Documents.withContents(contents)).events()).contains("0 bytes " + bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "3153600000", "3600.0", "3.6e3", "36E+2", "360000e-2", "0.00036e+7", "1e9"})
  void readsWholeSecondsHoweverTheyAreWritten(String number) {
    assertThat(Reading.of(Documents.withMember("\"expiryInterval\":" + number)).events())
        .contains("EXPIRY " + new BigDecimal(number).longValueExact());
  }

  @Test
  void readsNumbersOfManyDigitsExactly() {
    String zeros = "0".repeat(100_000);
    assertThat(expiry("7." + zeros)).isEqualTo("EXPIRY 7");
    assertThat(expiry("7" + zeros + "e-100000")).isEqualTo("EXPIRY 7");
    assertThat(expiry("0." + zeros + "7e100001")).isEqualTo("EXPIRY 7");
    assertThat(expiry("7e0" + zeros)).isEqualTo("EXPIRY 7");
  }

  @Test
  void skipsUnknownMembersDownToTheDepthLimit() {
    String deep = "[".repeat(64) + "]".repeat(64);
    assertThat(Reading.of(Documents.withMember("\"x\":" + deep)).accepted()).isTrue();
    assertThat(
            Reading.of(
                    Documents.withFileMembers("\"x\":" + deep + ",\"name\":\"n\",\"type\":\"t\""))
                .accepted())
        .isTrue();
  }

  @Test
  void takesRepeatedUnknownMembersForTheirOwnBusiness() {
    assertThat(Reading.of(Documents.withMember("\"x\":1,\"x\":2,\"\\ud800\":3")).accepted())
        .isTrue();
  }

  @Test
  void countsCodePoints() {
    String longest = "😀".repeat(254) + "\\ud83d\\ude00";
    assertThat(
            Reading.of(Documents.withFileMembers("\"name\":\"" + longest + "\",\"type\":\"t\""))
                .events())
        .contains("0 NAME " + "😀".repeat(255));
  }

  @Test
  void givesTheEndAgain() {
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    parser.feed(ByteBuffer.wrap(Documents.utf8(Documents.withContents(""))));
    parser.finish();
    UploadEvent event = parser.next();
    while (!(event instanceof UploadEvent.End)) {
      event = parser.next();
    }
    assertThat(parser.next()).isInstanceOf(UploadEvent.End.class);
  }

  @Test
  void refusesAChunkBeforeThePreviousOneIsRead() {
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    parser.feed(ByteBuffer.wrap(new byte[] {'{'}));
    assertThatThrownBy(() -> parser.feed(ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAChunkBehindTheEnd() {
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    parser.finish();
    assertThatThrownBy(() -> parser.feed(ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isDeadAfterAFault() {
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    parser.feed(ByteBuffer.wrap(new byte[] {'x', '{'}));
    assertThatThrownBy(parser::next).isInstanceOf(MalformedUploadException.class);
    assertThatThrownBy(parser::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void letsTheBufferBeFilledAgain() {
    byte[] document = Documents.utf8(Documents.ALL_FEATURES);
    ByteBuffer buffer = ByteBuffer.allocate(5);
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    int at = 0;
    UploadEvent event = parser.next();
    while (!(event instanceof UploadEvent.End)) {
      if (event instanceof UploadEvent.NeedsInput) {
        int size = Math.min(buffer.capacity(), document.length - at);
        if (size == 0) {
          parser.finish();
        } else {
          parser.feed(buffer.clear().put(document, at, size).flip());
        }
        at += size;
      }
      event = parser.next();
    }
    assertThat(at).isEqualTo(document.length);
  }

  private static String expiry(String number) {
    return Reading.of(Documents.withMember("\"expiryInterval\":" + number)).events().getFirst();
  }
}
