package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param body what follows the box header
 */
record IsoBox(String type, ImageBytes body) {

  /** The four characters that a number stands for. */
  static String type(long code) {
    return new String(
        new char[] {
          (char) (code >> 24 & 0xFF),
          (char) (code >> 16 & 0xFF),
          (char) (code >> 8 & 0xFF),
          (char) (code & 0xFF)
        });
  }

  /** The boxes inside, found one after the other. */
  Stream<IsoBox> children() {
    return Stream.iterate(0L, at -> body.has(at, 8), at -> at + length(at)).map(this::at);
  }

  /** The first box of that type inside. */
  Optional<IsoBox> child(String type) {
    return children().filter(box -> box.type.equals(type)).findFirst();
  }

  /** The box at an index, counted from 0, inside. */
  Optional<IsoBox> child(int index) {
    return index < 0 ? Optional.empty() : children().skip(index).findFirst();
  }

  ByteCursor cursor() {
    return new ByteCursor(body);
  }

  /** This box with the first {@code skipped} bytes of its body left out. */
  IsoBox from(long skipped) {
    return new IsoBox(type, body.slice(skipped, body.size()));
  }

  IsoBox withoutVersion() {
    return from(4);
  }

  private IsoBox at(long at) {
    int header = body.u32(at) == 1 ? 16 : 8;
    return new IsoBox(body.ascii(at + 4, 4), body.slice(at, length(at)).slice(header, body.size()));
  }

  /** Bytes of the box at {@code at}, its header included; 0 there means up to the end. */
  private long length(long at) {
    long length = body.u32(at);
    if (length == 1) {
      length = new ByteCursor(body.slice(at + 8, 8)).number(8);
    }
    if (length == 0) {
      return body.size() - at;
    }
    if (length < 8) {
      throw new MissingBytes();
    }
    return length;
  }
}
