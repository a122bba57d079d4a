package dev.satchel.image.portable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The size of the file that the header of a Windows bitmap holds. Programs write 0 there, or the
 * size of the header, and viewers pay no heed to it; ImageIO reads no further, and nothing at all
 * of a file that is cut off.
 */
final class BmpFileSize {

  private static final int AT = 2;
  private static final int HEADER_SIZE = 14;
  private static final int COMPRESSION = 30;
  private static final int END = COMPRESSION + Integer.BYTES;

  private static final int INFO_HEADER = 40;

  private BmpFileSize() {}

  /**
   * The file with a size by which it is read as far as it goes; the very array where it holds the
   * true one. Of pixels that are not compressed any size will do that is large enough.
   */
  static byte[] corrected(byte[] source) {
    if (source.length < END || fields(source).getInt(AT) == source.length) {
      return source;
    }
    byte[] corrected = source.clone();
    fields(corrected).putInt(AT, plain(fields(source)) ? Integer.MAX_VALUE : source.length);
    return corrected;
  }

  private static boolean plain(ByteBuffer file) {
    return file.getInt(HEADER_SIZE) >= INFO_HEADER && file.getInt(COMPRESSION) == 0;
  }

  private static ByteBuffer fields(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }
}
