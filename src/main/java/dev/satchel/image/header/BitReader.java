package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/** Reads numbers of any count of bits, highest bit first. Not thread-safe. */
final class BitReader {

  /** Longer codes stand for numbers that are no size. */
  private static final int LONGEST_PREFIX = 31;

  private final ImageBytes bytes;
  private final boolean escaped;
  private long at;
  private int bit;
  private int zeros;

  /**
   * @param escaped whether a 3 behind two zeros is not part of the content (H.265, 7.3.1.1)
   */
  BitReader(ImageBytes bytes, boolean escaped) {
    this.bytes = bytes;
    this.escaped = escaped;
  }

  boolean flag() {
    return number(1) == 1;
  }

  /** A number of up to 63 bits. */
  long number(int bits) {
    long number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | next();
    }
    return number;
  }

  void skip(int bits) {
    for (int i = 0; i < bits; i++) {
      next();
    }
  }

  /** An Exp-Golomb code: ue(v) of H.265, 9.2, and uvlc() of AV1, 4.10.3. */
  long exponential() {
    int prefix = 0;
    while (!flag()) {
      if (++prefix > LONGEST_PREFIX) {
        throw new MissingBytes();
      }
    }
    return (1L << prefix) - 1 + number(prefix);
  }

  private int next() {
    if (bit == 0 && escaped) {
      skipEscape();
    }
    int value = bytes.u8(at) >> (7 - bit) & 1;
    if (++bit == Byte.SIZE) {
      zeros = bytes.u8(at) == 0 ? zeros + 1 : 0;
      bit = 0;
      at++;
    }
    return value;
  }

  private void skipEscape() {
    if (zeros >= 2 && bytes.has(at, 1) && bytes.u8(at) == 3) {
      at++;
      zeros = 0;
    }
  }
}
