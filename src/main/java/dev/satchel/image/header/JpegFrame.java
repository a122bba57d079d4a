package dev.satchel.image.header;

/**
 * What a JPEG's frame header says beyond the size.
 *
 * @param process the low four bits of the SOF marker (ITU-T T.81, table B.1)
 * @param components 1 for grayscale, 3 for colour, 4 for CMYK and YCCK
 */
public record JpegFrame(int process, int components) {

  private static final byte MARKER = (byte) 0xFF;
  private static final byte START_OF_SCAN = (byte) 0xDA;

  private static final int BYTES_PER_COEFFICIENT = 2;
  private static final int BYTES_PER_LOSSLESS_SAMPLE = 4;

  /** Whether there is one component, of light. */
  public boolean gray() {
    return components == 1;
  }

  boolean cmyk() {
    return components == 4;
  }

  /**
   * Whether it is of the baseline or progressive process with Huffman coding, gray or of three
   * colours.
   */
  public boolean common() {
    return process <= 2 && (components == 1 || components == 3);
  }

  /** The scans of a file: the bytes of their marker stand nowhere else but in its metadata. */
  public static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i] == START_OF_SCAN && jpeg[i - 1] == MARKER) {
        scans++;
      }
    }
    return scans;
  }

  /** Bytes that a decoder keeps for each source pixel until the whole picture is decoded. */
  public int workingBytesPerPixel() {
    return switch (process & 3) {
      case 2 -> BYTES_PER_COEFFICIENT * components; // progressive
      case 3 -> BYTES_PER_LOSSLESS_SAMPLE * components;
      default -> 0;
    };
  }
}
