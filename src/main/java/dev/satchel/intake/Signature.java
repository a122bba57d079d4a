package dev.satchel.intake;

import dev.satchel.image.ImageProbe;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The first bytes of a file, enough to tell whether it may be an image. */
final class Signature {

  private final byte[] first = new byte[ImageProbe.SIGNATURE_BYTES];
  private int length;
  private boolean foreign;

  /** Takes from {@code contents}, which stay as they are, what is still missing. */
  void inspect(ByteBuffer contents) {
    if (length == first.length) {
      return;
    }
    int more = Math.min(first.length - length, contents.remaining());
    contents.get(contents.position(), first, length, more);
    length += more;
    foreign = length == first.length && !ImageProbe.mayBeImage(first);
  }

  /** The first bytes, if enough are known. */
  Optional<byte[]> whole() {
    return length == first.length ? Optional.of(first) : Optional.empty();
  }

  /** Whether enough bytes are known, and no image begins with them. */
  boolean isForeign() {
    return foreign;
  }
}
