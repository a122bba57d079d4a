package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.util.HashMap;
import java.util.Map;

/**
 * A directory of a TIFF (TIFF 6.0, section 2): whole numbers under tags, of which each stands in it
 * once.
 */
final class TiffDirectory {

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int DIRECTORY = 13;

  private static final int ENTRY = 12;
  private static final int INLINE = 4;

  private final ImageBytes file;
  private final boolean littleEndian;
  private final Map<Integer, Long> entries = new HashMap<>();
  private final long end;

  /**
   * @param at where it begins
   */
  TiffDirectory(ImageBytes file, long at) {
    this.file = file;
    this.littleEndian = file.matches(0, "II");
    int count = u16(at);
    this.end = at + 2 + (long) count * ENTRY;
    for (long entry = at + 2; entry < end; entry += ENTRY) {
      if (entries.put(u16(entry), entry) != null) {
        throw new MissingBytes();
      }
    }
  }

  /** Where the first directory of a file begins. */
  static long first(ImageBytes file) {
    return file.matches(0, "II") ? file.u32le(4) : file.u32(4);
  }

  /** Where the next directory begins; 0 where this is the last one. */
  long next() {
    return u32(end);
  }

  /** How many entries it has. */
  int size() {
    return entries.size();
  }

  /** The first number under a tag, or another one where there is none. */
  long number(int tag, long otherwise) {
    long[] numbers = numbers(tag, 1);
    return numbers.length == 0 ? otherwise : numbers[0];
  }

  /** All numbers under a tag; fails where they are more than {@code most}. */
  long[] all(int tag, int most) {
    long[] numbers = numbers(tag, most + 1);
    if (numbers.length > most) {
      throw new MissingBytes();
    }
    return numbers;
  }

  /** The numbers under a tag, the first {@code most} of them. */
  long[] numbers(int tag, int most) {
    Long entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    int bytes = bytes(u16(entry + 2));
    long count = u32(entry + 4);
    long at = count * bytes <= INLINE ? entry + 8 : u32(entry + 8);
    var numbers = new long[(int) Math.min(count, most)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(at + (long) i * bytes, bytes);
    }
    return numbers;
  }

  private static int bytes(int type) {
    return switch (type) {
      case BYTE -> 1;
      case SHORT -> 2;
      case LONG, DIRECTORY -> 4;
      default -> throw new MissingBytes();
    };
  }

  private long number(long at, int bytes) {
    return switch (bytes) {
      case 1 -> file.u8(at);
      case 2 -> u16(at);
      default -> u32(at);
    };
  }

  private int u16(long at) {
    return littleEndian ? file.u16le(at) : file.u16(at);
  }

  private long u32(long at) {
    return littleEndian ? file.u32le(at) : file.u32(at);
  }
}
