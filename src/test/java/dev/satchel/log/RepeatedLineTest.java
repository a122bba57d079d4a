package dev.satchel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLineTest {

  private static final String NAME = "repeated-line-test";

  private final List<LogRecord> lines = new ArrayList<>();
  private final java.util.logging.Logger written = java.util.logging.Logger.getLogger(NAME);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private long now;
  private final RepeatedLine line = new RepeatedLine(Logger.getLogger(NAME), () -> now);

  @BeforeEach
  void listen() {
    written.addHandler(handler);
  }

  @AfterEach
  void leave() {
    written.removeHandler(handler);
  }

  @Test
  void tellsOfWhatIsNoFaultInTheSameWay() {
    for (int second = 0; second < 70; second++) {
      now = TimeUnit.SECONDS.toNanos(second);
      line.info("Answered 400");
    }

    assertThat(texts())
        .containsExactly("Answered 400", "Answered 400 (59 times more since the last line)");
    assertThat(lines.getFirst().getLevel().getName()).isEqualTo("INFO");
  }

  @Test
  void isWrittenAtOnceAndThenOnceAMinuteWithACount() {
    for (int second = 0; second < 130; second++) {
      now = TimeUnit.SECONDS.toNanos(second);
      line.warn("Answered 503", new IOException("refused"));
    }

    assertThat(texts())
        .containsExactly(
            "Answered 503: IOException, refused",
            "Answered 503: IOException, refused (59 times more since the last line)",
            "Answered 503: IOException, refused (59 times more since the last line)");
    assertThat(lines).allSatisfy(each -> assertThat(each.getThrown()).isNull());
  }

  @Test
  void tellsKindsApartAndNotTheirDetails() {
    line.warn("Answered 503", new IOException("request 1"));
    line.warn("Answered 503", new CompletionException(new IOException("request 2")));
    line.warn("Answered 503", new IllegalStateException("other"));
    line.warn("Not kept", new IOException("request 3"));
    line.warn("Not kept", null);

    assertThat(texts())
        .containsExactly(
            "Answered 503: IOException, request 1",
            "Answered 503: IllegalStateException, other",
            "Not kept: IOException, request 3",
            "Not kept");
  }

  @Test
  void isOneLineOfABoundedLength() {
    line.warn("Long", new IOException("a\nb" + "c".repeat(10_000)));

    assertThat(texts())
        .singleElement()
        .satisfies(
            text -> assertThat(text).startsWith("Long: IOException, a bccc").hasSizeLessThan(320));
  }

  @Test
  void remembersABoundedNumberOfKinds() {
    for (int kind = 0; kind < 1_000; kind++) {
      line.warn("kind " + kind, null);
    }

    assertThat(lines).as("the first hundred, and one for all others").hasSize(101);
  }

  private List<String> texts() {
    return lines.stream().map(LogRecord::getMessage).toList();
  }
}
