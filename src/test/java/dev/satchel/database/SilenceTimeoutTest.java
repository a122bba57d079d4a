package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections on which nothing comes. */
class SilenceTimeoutTest {

  private static final Duration SILENCE = Duration.ofMillis(100);

  private final EmbeddedChannel connection = new EmbeddedChannel(new SilenceTimeout(SILENCE));

  @AfterEach
  void close() {
    ChannelFuture _ = connection.close();
  }

  @Test
  void leavesOneAloneOnWhichNothingIsAsked() throws Exception {
    pass();
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void leavesOneAloneThatHasAnswered() throws Exception {
    connection.writeOutbound("question");
    connection.writeInbound("answer");
    pass();
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void closesOneThatDoesNotAnswerHoweverMuchIsAsked() throws Exception {
    Eventually.holds(
        () -> {
          if (connection.isOpen()) {
            connection.writeOutbound("question");
          }
          connection.runScheduledPendingTasks();
          assertThat(connection.isOpen()).isFalse();
        });
  }

  /** A busy machine may stall for as long as the silence, but not every time. */
  @Test
  void countsFromTheQuestion() throws Exception {
    Eventually.holds(
        () -> {
          var rested = new EmbeddedChannel(new SilenceTimeout(SILENCE));
          pass(rested, SILENCE.multipliedBy(2));
          pass(rested, SILENCE.dividedBy(2).plusMillis(10));
          rested.writeOutbound("question");
          pass(rested, SILENCE.dividedBy(2).plusMillis(10));
          assertThat(rested.isOpen()).isTrue();
        });
  }

  private void pass() throws InterruptedException {
    pass(connection, SILENCE.multipliedBy(3));
  }

  private static void pass(EmbeddedChannel connection, Duration time) throws InterruptedException {
    Thread.sleep(time);
    connection.runScheduledPendingTasks();
  }
}
