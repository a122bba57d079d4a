package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/**
 * What stands under a tag.
 *
 * @param type of each value (TIFF 6.0, section 2)
 * @param count of values, which are not bounded yet
 * @param at where the first one stands; the file may end before
 */
record TiffEntry(TiffBytes file, int type, long count, long at) {

  private static final int SHORT = 3;
  private static final int LONG8 = 16;
  private static final int SLONG8 = 17;
  private static final int IFD8 = 18;

  /** The entry at {@code at}: small values stand in it, others elsewhere. */
  static TiffEntry read(TiffBytes file, long at) {
    int type = file.u16(at + 2);
    long count = file.offset(at + 4);
    long value = at + 4 + file.offsetBytes();
    boolean inline = count <= file.offsetBytes() / bytes(type);
    return new TiffEntry(file, type, count, inline ? value : file.offset(value));
  }

  /** Whether its values are whole numbers of 8 bytes, which a BigTIFF alone has. */
  boolean isWide() {
    return type >= LONG8 && type <= IFD8;
  }

  /** Whether it is a single number of two bytes. */
  boolean isShort() {
    return type == SHORT && count == 1;
  }

  /**
   * The numbers, the first {@code most} of them.
   *
   * @throws MissingBytes where they are not whole numbers
   */
  long[] numbers(int most) {
    var numbers = new long[(int) Math.min(count, most)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(at + (long) i * bytes(type));
    }
    return numbers;
  }

  /**
   * The only number.
   *
   * @throws MissingBytes where they are more or none, or not whole
   */
  long number() {
    if (count != 1) {
      throw new MissingBytes();
    }
    return number(at);
  }

  private long number(long at) {
    return switch (type) {
      case 1, 6 -> file.u8(at);
      case SHORT, 8 -> file.u16(at);
      case 4, 9, 13 -> file.u32(at);
      case LONG8, SLONG8, IFD8 -> file.u64(at);
      default -> throw new MissingBytes();
    };
  }

  /**
   * The value as characters of a byte each, whatever its type.
   *
   * @throws MissingBytes where it is longer than {@code most} bytes
   */
  String text(int most) {
    if (count > most / bytes(type)) {
      throw new MissingBytes();
    }
    return file.bytes().ascii(at, (int) count * bytes(type));
  }

  /**
   * The bytes of the values.
   *
   * @throws MissingBytes where they begin behind the end of the file
   */
  ImageBytes bytes() {
    return file.bytes()
        .slice(at, count > Long.MAX_VALUE / bytes(type) ? count : count * bytes(type));
  }

  /** Of each value; types that nobody knows count as bytes. */
  private static int bytes(int type) {
    return switch (type) {
      case SHORT, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, LONG8, SLONG8, IFD8 -> 8;
      default -> 1;
    };
  }
}
