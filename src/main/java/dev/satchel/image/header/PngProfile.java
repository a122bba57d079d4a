package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The profile of a PNG's iCCP chunk.
 *
 * @param deflated its bytes in the form of RFC 1950
 */
record PngProfile(ImageBytes deflated) implements EmbeddedProfile {

  private static final int CHUNK = 64 * 1024;

  @Override
  public byte[] bytes() throws DataFormatException {
    if (deflated.size() > MAX_BYTES) {
      throw new DataFormatException();
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(deflated.copy(0, (int) deflated.size()));
      return inflated(inflater);
    }
  }

  @Override
  public byte[] removedFrom(byte[] source) {
    return source;
  }

  private static byte[] inflated(Inflater inflater) throws DataFormatException {
    byte[] profile = new byte[CHUNK];
    int length = inflater.inflate(profile);
    while (!inflater.finished()) {
      if (length < profile.length || profile.length >= MAX_BYTES) {
        throw new DataFormatException();
      }
      profile = Arrays.copyOf(profile, 2 * profile.length);
      length += inflater.inflate(profile, length, profile.length - length);
    }
    return Arrays.copyOf(profile, length);
  }
}
