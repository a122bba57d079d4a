package dev.satchel.image;

/**
 * What a JPEG's frame header says beyond the size.
 *
 * @param process the low four bits of the SOF marker (ITU-T T.81, table B.1)
 * @param components 1 for grayscale, 3 for colour, 4 for CMYK and YCCK
 */
record JpegFrame(int process, int components) {

  private static final int BYTES_PER_COEFFICIENT = 2;
  private static final int BYTES_PER_LOSSLESS_SAMPLE = 4;

  boolean cmyk() {
    return components == 4;
  }

  /** Bytes that a decoder keeps for each source pixel until the whole picture is decoded. */
  int workingBytesPerPixel() {
    return switch (process & 3) {
      case 2 -> BYTES_PER_COEFFICIENT * components; // progressive
      case 3 -> BYTES_PER_LOSSLESS_SAMPLE * components;
      default -> 0;
    };
  }
}
