package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.header.PictureHeader;

/** Foretells the memory in which libvips makes a thumbnail, here or in a process of its own. */
final class VipsMemory {

  /** Planes, those of the decoder's own, alpha, and the colours that they are converted to. */
  private static final int HEIF_BYTES_PER_PIXEL = 10;

  private static final int DEEP_HEIF_BYTES_PER_PIXEL = 28;
  private static final int WEBP_BYTES_PER_PIXEL = 6;
  private static final int ROWS_BYTES_PER_PIXEL = 3; // of what streams through

  /** Of a tile or strip there is what was read, what was decoded, and what is handed on. */
  private static final int COPIES_OF_A_PIECE = 3;

  /** Four bands from the library, on the heap, as a picture, and encoded. */
  private static final int TARGET_BYTES_PER_PIXEL = 16;

  private VipsMemory() {}

  /** Bytes that it needs, as was measured with the library, from above. */
  static long rendering(PictureHeader header, Extent stored, Extent target) {
    return decoding(header, stored) + target.pixels() * TARGET_BYTES_PER_PIXEL;
  }

  private static long decoding(PictureHeader header, Extent stored) {
    PictureHeader.Decoding decoding = header.decoding();
    return switch (header.format()) {
      case HEIF ->
          stored.pixels()
              * (decoding.sampleBits() > Byte.SIZE
                  ? DEEP_HEIF_BYTES_PER_PIXEL
                  : HEIF_BYTES_PER_PIXEL);
      case WEBP -> stored.pixels() * WEBP_BYTES_PER_PIXEL;
      case PNG -> stored.pixels() * ROWS_BYTES_PER_PIXEL + decoding.pieceBytes() * 5 / 4;
      default -> stored.pixels() * ROWS_BYTES_PER_PIXEL + decoding.pieceBytes() * COPIES_OF_A_PIECE;
    };
  }
}
