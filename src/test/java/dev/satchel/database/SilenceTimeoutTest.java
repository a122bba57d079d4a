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

  private static final Duration SILENCE = Duration.ofMillis(50);

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

  @Test
  void countsFromTheQuestion() throws Exception {
    pass();
    connection.writeOutbound("question");
    connection.runScheduledPendingTasks();
    assertThat(connection.isOpen()).isTrue();
  }

  private void pass() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      Thread.sleep(SILENCE);
      connection.runScheduledPendingTasks();
    }
  }
}
