package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.header.JpegFrame;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Plan;
import java.io.IOException;

/** Foretells the memory of a rendering, from above. */
final class MemoryEstimate {

  private static final int WEBP_BYTES_PER_PIXEL = 8; // the decoder keeps whole frames
  private static final int FLAT_BYTES_PER_PIXEL = 4;
  private static final int TARGET_BYTES_PER_PIXEL = 16; // scaled, turned, converted, encoded

  private MemoryEstimate() {}

  /**
   * Bytes that the rendering may need at the same time.
   *
   * @param canvas size of the whole picture as stored
   * @param frame size of what is decoded of it
   */
  static long bytes(Plan plan, Extent canvas, Extent frame, Decoder decoder)
      throws IOException, RefusedPicture {
    long raster = decoder.bitsPerPixel() / 8;
    long decoded = canvas.everyNth(plan.subsampling()).pixels();
    return frame.pixels() * workingBytesPerPixel(plan.header())
        + frame.everyNth(plan.subsampling()).pixels() * raster
        + decoder.tilePixels() * raster
        + decoder.copiedBytes()
        + decoded * FLAT_BYTES_PER_PIXEL
        + decoded / 4 * FLAT_BYTES_PER_PIXEL // the first halving
        + plan.target().pixels() * TARGET_BYTES_PER_PIXEL;
  }

  /** What the decoder keeps for each source pixel, decoded or not. */
  private static long workingBytesPerPixel(PictureHeader header) {
    JpegFrame frame = header.decoding().jpegFrame();
    return switch (header.format()) {
      case JPEG -> frame == null ? 0 : frame.workingBytesPerPixel();
      case WEBP -> WEBP_BYTES_PER_PIXEL;
      case PNG, GIF, BMP, TIFF, BIG_TIFF, HEIF -> 0;
    };
  }
}
