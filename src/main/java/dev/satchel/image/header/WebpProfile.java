package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.zip.DataFormatException;

/**
 * The profile of a WebP.
 *
 * @param chunk body of its ICCP chunk
 */
record WebpProfile(ImageBytes chunk) implements EmbeddedProfile {

  private static final int FLAGS = 20; // in the VP8X chunk (RFC 9649, section 2.7)
  private static final int HAS_PROFILE = 0x20;

  @Override
  public byte[] bytes() throws DataFormatException {
    if (chunk.size() > MAX_BYTES) {
      throw new DataFormatException();
    }
    return chunk.copy(0, (int) chunk.size());
  }

  /** The chunk stays, but nothing announces it: readers then pass over it. */
  @Override
  public byte[] removedFrom(byte[] source) {
    byte[] unannounced = source.clone();
    unannounced[FLAGS] &= ~HAS_PROFILE;
    return unannounced;
  }
}
