package dev.satchel.codec;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Looks characters up in pairs, four of them a round. Of the table only the rows and columns of the
 * alphabet are read, which fit into the first-level cache.
 */
final class PairTable implements Base64Blocks {

  private static final VarHandle CHARACTERS =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private static final short NONE = -1;

  /** The 12 bits of a pair, by its first character and 256 times its second one. */
  private static final short[] VALUES = values();

  @Override
  public boolean decode(byte[] characters, byte[] bytes) {
    int all = 0;
    for (int from = 0, to = 0; from < characters.length; from += 8, to += 6) {
      long eight = (long) CHARACTERS.get(characters, from);
      int first = VALUES[(int) eight & 0xFFFF];
      int second = VALUES[(int) (eight >>> 16) & 0xFFFF];
      int third = VALUES[(int) (eight >>> 32) & 0xFFFF];
      int fourth = VALUES[(int) (eight >>> 48)];
      all |= first | second | third | fourth;
      long six = (long) (first << 12 | second) << 24 | (third << 12 | fourth);
      BYTES.set(bytes, to, six << 16);
    }
    return all >= 0;
  }

  private static short[] values() {
    byte[] alphabet = Base64Alphabet.characters();
    var values = new short[1 << 16];
    Arrays.fill(values, NONE);
    for (int first = 0; first < alphabet.length; first++) {
      for (int second = 0; second < alphabet.length; second++) {
        values[alphabet[first] | alphabet[second] << 8] = (short) (first << 6 | second);
      }
    }
    return values;
  }
}
