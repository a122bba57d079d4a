package dev.satchel.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes what C functions take and give: integers, addresses and strings. By buffers,
 * because the handles by which segments read themselves are not there in a native binary that was
 * built without foreign functions.
 */
public final class CMemory {

  /** The address of nothing. */
  public static final long NULL = 0;

  public static final int INT_BYTES = Integer.BYTES;
  public static final int WORD_BYTES = Long.BYTES;

  private CMemory() {}

  /** Room for so many 64-bit words, all of them 0. */
  public static MemorySegment words(Arena arena, int count) {
    return arena.allocate((long) count * WORD_BYTES, WORD_BYTES);
  }

  public static long word(MemorySegment words, int index) {
    return buffer(words).getLong(index * WORD_BYTES);
  }

  public static void setWord(MemorySegment words, int index, long value) {
    buffer(words).putLong(index * WORD_BYTES, value);
  }

  public static int integer(MemorySegment integers, int index) {
    return buffer(integers).getInt(index * INT_BYTES);
  }

  /** The string, with the zero that ends it. */
  public static MemorySegment string(Arena arena, String text) {
    return arena.allocateFrom(JAVA_BYTE, (text + '\0').getBytes(StandardCharsets.US_ASCII));
  }

  /** The string at this address, which has to have an end. */
  public static String string(long address, int limit) {
    ByteBuffer bytes = buffer(at(address, limit));
    var text = new StringBuilder();
    for (int i = 0; i < limit && bytes.get(i) != 0; i++) {
      text.append((char) bytes.get(i));
    }
    return text.toString();
  }

  /** Memory that a function has allocated or filled. */
  public static MemorySegment at(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  private static ByteBuffer buffer(MemorySegment segment) {
    return segment.asByteBuffer().order(ByteOrder.nativeOrder());
  }
}
