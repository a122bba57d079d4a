package dev.satchel.image;

import dev.satchel.image.Rendering.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one rendering may take.
 *
 * @param maxPixels pixels that a source may declare, at least 1
 * @param maxMemory bytes of heap and native memory that decoding and scaling may need by our
 *     estimate, the source's own bytes not counted, at least 1
 * @param maxTime after which a rendering gives up, longer than zero; checked between steps and,
 *     where the decoder reports its progress, between rows
 */
public record ImageLimits(long maxPixels, long maxMemory, Duration maxTime) {

  /** 100 megapixels, 512 MiB, 30 seconds. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(100_000_000, 512L << 20, Duration.ofSeconds(30));

  public ImageLimits {
    if (maxPixels < 1 || maxMemory < 1 || !maxTime.isPositive()) {
      throw new IllegalArgumentException("Limits must be positive");
    }
  }

  /**
   * The size, where it is known and within the limit.
   *
   * @throws RefusedPicture otherwise
   */
  public Extent checked(@Nullable Extent size) throws RefusedPicture {
    if (size == null) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    if (size.pixels() > maxPixels) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    return size;
  }
}
