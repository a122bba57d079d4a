package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first directory of a BigTIFF as that of a TIFF, for readers that know no other. Pixels and
 * most values stay where they are; behind them come a directory with offsets of 4 bytes, and values
 * that had 8.
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are allocated here
public final class ClassicTiff {

  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int LONG = 4;
  private static final int MAGIC = 42;

  private final TiffBytes file;
  private final long valuesAt;
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();

  private ClassicTiff(TiffBytes file, long valuesAt) {
    this.file = file;
    this.valuesAt = valuesAt;
  }

  /**
   * The file, rewritten.
   *
   * @param zeros that follow the source, before what is added
   * @throws MissingBytes where the directory is not there
   */
  public static byte[] of(byte[] bigTiff, int zeros) {
    var file = TiffBytes.of(ImageBytes.of(bigTiff));
    var classic = new ClassicTiff(file, (long) bigTiff.length + zeros);
    new TiffDirectory(file, file.firstDirectory()).forEach(classic::add);
    return classic.behind(bigTiff);
  }

  /** Leaves out what cannot be read, or takes more than the file. */
  @SuppressWarnings("EmptyCatch")
  private void add(int tag, TiffEntry entry) {
    try {
      entries.writeBytes(entry(tag, entry).array());
    } catch (MissingBytes broken) {
      // A reader would not have it either.
    }
  }

  private ByteBuffer entry(int tag, TiffEntry entry) {
    boolean wide = entry.isWide();
    ByteBuffer classic = buffer(ENTRY);
    classic.putShort((short) tag).putShort((short) (wide ? LONG : entry.type()));
    classic.putInt(unsigned(entry.count()));
    if (wide) {
      byte[] numbers = narrowed(entry);
      return numbers.length <= LONG ? classic.put(numbers) : classic.putInt(added(numbers));
    }
    ImageBytes bytes = entry.bytes();
    return bytes.size() <= LONG
        ? classic.put(bytes.copy(0, (int) bytes.size()))
        : classic.putInt(unsigned(entry.at()));
  }

  private byte[] narrowed(TiffEntry entry) {
    long most = (file.bytes().size() - values.size()) / Long.BYTES;
    if (entry.count() > most) {
      throw new MissingBytes();
    }
    long[] numbers = entry.numbers((int) most);
    ByteBuffer narrow = buffer(numbers.length * LONG);
    Arrays.stream(numbers).forEach(number -> narrow.putInt(unsigned(number)));
    return narrow.array();
  }

  private int added(byte[] numbers) {
    long at = valuesAt + values.size();
    values.writeBytes(numbers);
    return unsigned(at);
  }

  private static int unsigned(long number) {
    if (number > 0xFFFFFFFFL) {
      throw new MissingBytes();
    }
    return (int) number;
  }

  private byte[] behind(byte[] source) {
    int directory = unsigned(valuesAt + values.size());
    int end = directory + Short.BYTES + entries.size() + LONG;
    ByteBuffer all = ByteBuffer.wrap(Arrays.copyOf(source, end)).order(order());
    all.putShort(2, (short) MAGIC).putInt(HEADER - LONG, directory);
    all.put((int) valuesAt, values.toByteArray());
    all.putShort(directory, (short) (entries.size() / ENTRY));
    all.put(directory + Short.BYTES, entries.toByteArray());
    return all.array();
  }

  private ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(order());
  }

  private ByteOrder order() {
    return file.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}
