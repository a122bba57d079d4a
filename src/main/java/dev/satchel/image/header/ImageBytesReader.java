package dev.satchel.image.header;

import com.drew.lang.BufferBoundsException;
import com.drew.lang.RandomAccessReader;
import dev.satchel.image.ImageBytes;
import java.io.IOException;

/** Shows an {@link ImageBytes} to the metadata library. */
final class ImageBytesReader extends RandomAccessReader {

  private final ImageBytes bytes;

  ImageBytesReader(ImageBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int toUnshiftedOffset(int localOffset) {
    return localOffset;
  }

  @Override
  public byte getByte(int index) {
    return (byte) bytes.u8(index);
  }

  @Override
  public byte[] getBytes(int index, int count) throws IOException {
    validateIndex(index, count);
    return bytes.copy(index, count);
  }

  @Override
  protected void validateIndex(int index, int bytesRequested) throws IOException {
    if (!isValidIndex(index, bytesRequested)) {
      throw new BufferBoundsException(index, bytesRequested, bytes.size());
    }
  }

  @Override
  protected boolean isValidIndex(int index, int bytesRequested) {
    return bytes.has(index, bytesRequested);
  }

  @Override
  public long getLength() {
    return bytes.size();
  }
}
