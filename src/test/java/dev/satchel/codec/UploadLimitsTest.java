package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UploadLimitsTest {

  @Test
  void hasTheDefaultsOfTheContract() {
    assertThat(UploadLimits.defaults())
        .isEqualTo(new UploadLimits(100, 1_073_741_824L, 255, 2_000, 255, 64));
  }

  @Test
  void cannotBeOutOfBounds() {
    assertNames("maxFiles", () -> new UploadLimits(0, 1, 1, 1, 1, 1));
    assertNames("maxFileSize", () -> new UploadLimits(1, 0, 1, 1, 1, 1));
    assertNames("maxFileSize", () -> new UploadLimits(1, (1L << 50) + 1, 1, 1, 1, 1));
    assertNames("maxNameLength", () -> new UploadLimits(1, 1, 0, 1, 1, 1));
    assertNames("maxDescriptionLength", () -> new UploadLimits(1, 1, 1, 0, 1, 1));
    assertNames("maxTypeLength", () -> new UploadLimits(1, 1, 1, 1, 0, 1));
    assertNames("maxDepth", () -> new UploadLimits(1, 1, 1, 1, 1, 0));
    assertNames("maxDepth", () -> new UploadLimits(1, 1, 1, 1, 1, 1_001));
  }

  private static void assertNames(String limit, Runnable creation) {
    assertThatThrownBy(creation::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(limit + " must be from ");
  }
}
