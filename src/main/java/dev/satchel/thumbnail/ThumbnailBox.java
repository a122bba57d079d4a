package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;

/** The size for which a thumbnail is made and kept. */
final class ThumbnailBox {

  private ThumbnailBox() {}

  /**
   * That which was asked for; where the picture is smaller, that of the picture, so that all that
   * would enlarge it share one thumbnail.
   */
  static ImageSize of(StoredFile file, ImageSize asked) {
    Integer width = file.imageWidth;
    Integer height = file.imageHeight;
    if (width == null || height == null || file.covers(asked.width(), asked.height())) {
      return asked;
    }
    return Math.max(width, height) > ImageSize.MAX_SIDE ? asked : new ImageSize(width, height);
  }
}
