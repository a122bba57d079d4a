package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import org.junit.jupiter.api.Test;

/** What the packaged program does once, instead of serving. */
class CommandIT {

  @Test
  void replaysErasuresAndEnds() throws Exception {
    Ended ended = PackagedSatchel.run("erasures", "replay");

    assertThat(ended.output()).contains("erasures in the ledger: ", "files erased again: 0");
    assertThat(ended.output().lines()).hasSize(4);
    assertThat(ended.code()).isZero();
  }

  @Test
  void doesNothingThatItDoesNotKnow() throws Exception {
    Ended ended = PackagedSatchel.run("erasures", "rerun");

    assertThat(ended.output()).isEmpty();
    assertThat(ended.code()).isEqualTo(2);
  }
}
