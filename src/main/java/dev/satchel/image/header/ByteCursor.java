package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;

/** Reads big-endian numbers one after the other. Not thread-safe. */
final class ByteCursor {

  private final ImageBytes bytes;
  private long at;

  ByteCursor(ImageBytes bytes) {
    this.bytes = bytes;
  }

  int u8() {
    return bytes.u8(at++);
  }

  int u16() {
    return u8() << 8 | u8();
  }

  long u32() {
    return number(4);
  }

  /** The version (highest byte) and flags of a full box. */
  long versionAndFlags() {
    return u32();
  }

  /** A number of 0 to 8 bytes. */
  long number(int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | u8();
    }
    return number;
  }

  void skip(long count) {
    at += count;
  }
}
