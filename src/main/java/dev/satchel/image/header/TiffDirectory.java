package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.MissingBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a TIFF (TIFF 6.0, section 2) or a BigTIFF. Of entries under one tag the first one
 * counts; of a directory that breaks off, what comes before.
 */
final class TiffDirectory {

  static final int IMAGE_WIDTH = 0x0100;
  static final int IMAGE_HEIGHT = 0x0101;
  static final int COMPRESSION = 0x0103;
  static final int ROWS_PER_STRIP = 0x0116;
  static final int TILE_WIDTH = 0x0142;
  static final int TILE_LENGTH = 0x0143;

  private static final int STRIP_OFFSETS = 0x0111;
  private static final int STRIP_BYTE_COUNTS = 0x0117;
  private static final int TILE_OFFSETS = 0x0144;
  private static final int TILE_BYTE_COUNTS = 0x0145;

  private static final int MOST_PIECES = 100_000;

  /** libtiff reads no more of a BigTIFF, and others cannot have more. */
  private static final int MOST_ENTRIES = 0xFFFF;

  private static final int TAG_AND_TYPE = 4;

  private final TiffBytes file;
  private final Map<Integer, TiffEntry> entries = new HashMap<>();
  private final long end;
  private boolean sound = true;

  /**
   * @param at where it begins
   */
  TiffDirectory(TiffBytes file, long at) {
    this.file = file;
    long count = file.big() ? file.u64(at) : file.u16(at);
    if (count > MOST_ENTRIES) {
      throw new MissingBytes();
    }
    long first = at + (file.big() ? Long.BYTES : Short.BYTES);
    int length = TAG_AND_TYPE + 2 * file.offsetBytes();
    this.end = first + count * length;
    read(first, length);
  }

  @SuppressWarnings("EmptyCatch") // what was read before stands
  private void read(long first, int length) {
    try {
      for (long entry = first; entry < end; entry += length) {
        sound &= entries.putIfAbsent(file.u16(entry), TiffEntry.read(file, entry)) == null;
      }
    } catch (MissingBytes cutOff) {
      sound = false;
    }
  }

  /** Whether it is whole, and each tag stands in it once. */
  boolean sound() {
    return sound;
  }

  /** Where the next directory begins; 0 where this is the last one. */
  long next() {
    return file.offset(end);
  }

  /** How many entries it has. */
  int size() {
    return entries.size();
  }

  /** Tells of all entries, in the order of their tags. */
  void forEach(BiConsumer<Integer, TiffEntry> sink) {
    new TreeMap<>(entries).forEach(sink);
  }

  Optional<TiffEntry> entry(int tag) {
    return Optional.ofNullable(entries.get(tag));
  }

  /** The first number under a tag, or another one where there is none. */
  long number(int tag, long otherwise) {
    long[] numbers = numbers(tag, 1);
    return numbers.length == 0 ? otherwise : numbers[0];
  }

  /** All numbers under a tag; fails where they are more than {@code most}. */
  long[] all(int tag, int most) {
    if (entry(tag).filter(entry -> entry.count() > most).isPresent()) {
      throw new MissingBytes();
    }
    return numbers(tag, most);
  }

  private long[] numbers(int tag, int most) {
    return entry(tag).map(entry -> entry.numbers(most)).orElse(new long[0]);
  }

  /** The size of the picture; null where it is not plausible. */
  @Nullable Extent picture() {
    return Extent.of(number(IMAGE_WIDTH, 0), number(IMAGE_HEIGHT, 0));
  }

  /**
   * The size of what is decoded in one piece, a tile or a strip; null where it is not plausible.
   * Strips of no rows are taken for a single one, as are those that are higher than the picture.
   */
  @Nullable Extent piece() {
    if (tiled()) {
      return Extent.of(number(TILE_WIDTH, 0), number(TILE_LENGTH, 0));
    }
    long height = number(IMAGE_HEIGHT, 0);
    long rows = number(ROWS_PER_STRIP, 0);
    return Extent.of(number(IMAGE_WIDTH, 0), rows == 0 ? height : Math.min(rows, height));
  }

  /** Where the strips and tiles begin, of which there are not too many. */
  long[] pieces() {
    return all(tiled() ? TILE_OFFSETS : STRIP_OFFSETS, MOST_PIECES);
  }

  /** Where the last of the strips and tiles ends; 0 where that is not told. */
  long endOfPieces() {
    long[] starts = pieces();
    long[] lengths = all(tiled() ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS, MOST_PIECES);
    long end = 0;
    for (int i = 0; i < Math.min(starts.length, lengths.length); i++) {
      long length = Math.min(lengths[i], Long.MAX_VALUE - starts[i]);
      end = Math.max(end, starts[i] + length);
    }
    return end;
  }

  /** Whether it is one of tiles, and not of strips. */
  boolean tiled() {
    return number(TILE_WIDTH, 0) != 0;
  }
}
