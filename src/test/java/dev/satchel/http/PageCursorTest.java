package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {

  private static final UUID ID = UUID.fromString("019ab0c2-7f3e-7000-8b1d-5d0f9f3c6a11");

  @Test
  void isReadAsItWasWritten() {
    var random = new Random(1);
    for (int round = 0; round < 1_000; round++) {
      Instant createdAt = Instant.EPOCH.plus(1 + random.nextLong(1L << 52), ChronoUnit.MICROS);
      var cursor = new PageCursor(createdAt, new UUID(random.nextLong(), random.nextLong()));

      assertThat(PageCursor.parse(cursor.toString())).contains(cursor);
    }
  }

  @Test
  void isExactToTheMicrosecond() {
    var cursor = new PageCursor(Instant.parse("2021-01-15T14:33:29.145322Z"), ID);

    assertThat(PageCursor.parse(cursor.toString())).contains(cursor);
  }

  @Test
  void needsNoEscapingInAQuery() {
    assertThat(new PageCursor(Instant.parse("2021-01-15T14:33:29Z"), new UUID(-1, -1)).toString())
        .matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "=",
        "null",
        "0",
        "AAAA",
        "not base64!",
        "é",
        "😀",
        "019ab0c2-7f3e-7000-8b1d-5d0f9f3c6a11",
        "AAW47-BfLgoBmrDCfz5wAIsdXQ-fPGoR\n",
        "/AW47+BfLgoBmrDCfz5wAIsdXQ+fPGoR"
      })
  void refusesWhatNoListGave(String text) {
    assertThat(PageCursor.parse(text)).isEmpty();
  }

  @Test
  void refusesEveryCutAndEveryAddition() {
    String text = new PageCursor(Instant.parse("2021-01-15T14:33:29Z"), ID).toString();
    for (int length = 0; length < text.length(); length++) {
      assertThat(PageCursor.parse(text.substring(0, length))).as("%d", length).isEmpty();
    }
    assertThat(PageCursor.parse(text + "AAAA")).isEmpty();
    assertThat(PageCursor.parse(text + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 253_370_764_800_000_000L, Long.MAX_VALUE})
  void refusesTimesThatNothingHas(long micros) {
    byte[] bytes = ByteBuffer.allocate(24).putLong(micros).array();

    assertThat(PageCursor.parse(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
  }
}
