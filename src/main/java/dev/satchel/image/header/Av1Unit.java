package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/**
 * An open bitstream unit of AV1 (bitstream specification, 5.3).
 *
 * @param type the number of its kind
 * @param payload what follows its header
 * @param end where the next one begins
 */
record Av1Unit(int type, ImageBytes payload, long end) {

  private static final int SEQUENCE_HEADER = 1;
  private static final int LONGEST_SIZE = 8; // bytes

  static Av1Unit at(ImageBytes stream, long at) {
    int header = stream.u8(at);
    long after = at + ((header & 4) == 0 ? 1 : 2);
    if ((header & 2) == 0) {
      return new Av1Unit(header >> 3 & 0xF, stream.slice(after, stream.size()), stream.size());
    }
    long size = 0;
    for (int i = 0; i < LONGEST_SIZE; i++) {
      int part = stream.u8(after++);
      size |= (long) (part & 0x7F) << (7 * i);
      if ((part & 0x80) == 0) {
        return new Av1Unit(header >> 3 & 0xF, stream.slice(after, size), after + size);
      }
    }
    throw new MissingBytes();
  }

  boolean isSequenceHeader() {
    return type == SEQUENCE_HEADER;
  }
}
