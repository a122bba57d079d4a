package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.zip.DataFormatException;

/** The profile under its tag in a TIFF (ICC.1, B.4). */
record TiffProfile(ImageBytes body) implements EmbeddedProfile {

  static final int TAG = 0x8773;

  @Override
  public byte[] bytes() throws DataFormatException {
    if (body.size() > MAX_BYTES) {
      throw new DataFormatException("The profile is too long");
    }
    return body.copy(0, (int) body.size());
  }

  @Override
  public byte[] removedFrom(byte[] source) {
    return source;
  }
}
