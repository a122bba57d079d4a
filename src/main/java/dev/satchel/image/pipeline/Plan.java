package dev.satchel.image.pipeline;

import dev.satchel.image.Extent;
import dev.satchel.image.header.Orientation;
import dev.satchel.image.header.PictureHeader;

/**
 * What is to become of a source.
 *
 * @param header of the source
 * @param target size of the thumbnail, upright
 * @param subsampling one pixel in so many of each row and column is decoded, at least 1
 */
public record Plan(PictureHeader header, Extent target, int subsampling) {

  /** How the source is to be displayed. */
  public Orientation orientation() {
    return header.orientation();
  }

  /** Size of the thumbnail before it is turned upright. */
  public Extent targetAsStored() {
    return orientation().applied(target);
  }
}
