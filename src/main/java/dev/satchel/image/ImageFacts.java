package dev.satchel.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file's header says of its picture. Width and height are both there or both null.
 *
 * @param width pixels as displayed, 1 to 1,000,000; null where the bytes are not a measurable image
 * @param height pixels as displayed, 1 to 1,000,000; null where the bytes are not a measurable
 *     image
 * @param photoCreatedAt when the photo was taken, by its EXIF; null where it does not say
 */
public record ImageFacts(
    @Nullable Integer width, @Nullable Integer height, @Nullable Instant photoCreatedAt) {

  /** The facts of a file that is no picture. */
  public static final ImageFacts NONE = new ImageFacts(null, null, null);

  public ImageFacts {
    if ((width == null) != (height == null)) {
      throw new IllegalArgumentException("Width and height come together");
    }
  }

  /** Whether the bytes really are an image. */
  public boolean measured() {
    return width != null;
  }
}
