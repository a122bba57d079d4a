package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Replays its seeds in ordinary runs; explores with {@code JAZZER_FUZZ=1}. */
class ImageProbeFuzzTest {

  private final ImageProbe probe = new ImageProbe();

  @FuzzTest(maxDuration = "2m")
  void neverThrows(byte[] file) {
    assertThat(probe.measure(file)).isNotNull();
  }
}
