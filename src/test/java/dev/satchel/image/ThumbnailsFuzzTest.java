package dev.satchel.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import java.time.Duration;
import java.util.List;

/** Replays its seeds in ordinary runs; explores with {@code JAZZER_FUZZ=1}. */
class ThumbnailsFuzzTest {

  private static final ImageSize ASKED = new ImageSize(8, 8);

  private final List<Thumbnails> engines =
      Engines.with(new ImageLimits(1 << 20, 64 << 20, Duration.ofSeconds(10)));

  @FuzzTest(maxDuration = "2m")
  void neverThrowsNorLeavesTheLimits(byte[] file) {
    Engines.render(engines, file, ASKED).forEach(ThumbnailsFuzzTest::check);
  }

  private static void check(Rendering rendering) {
    switch (rendering) {
      case Thumbnail thumbnail when thumbnail.width() < 8 || thumbnail.height() < 8 ->
          throw new AssertionError("Too small");
      case NotDecodable(Reason reason) when reason == Reason.DECODER_FAULT ->
          throw new AssertionError("Out of memory or worse");
      case Thumbnail _, NotDecodable _ -> {}
    }
  }
}
