package dev.satchel.blob;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/** Reads buffers one after the other, without copying them first. For one thread. */
final class BufferStream extends InputStream {

  private static final int END = -1;

  private final Queue<ByteBuffer> buffers;

  BufferStream(Collection<ByteBuffer> buffers) {
    this.buffers = new ArrayDeque<>(buffers);
  }

  @Override
  public int read() {
    return hasMore() ? buffers.element().get() & 0xff : END;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return END;
    }
    int count = Math.min(length, buffers.element().remaining());
    buffers.element().get(target, offset, count);
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = 0;
    while (skipped < count && hasMore()) {
      ByteBuffer buffer = buffers.element();
      int step = (int) Math.min(count - skipped, buffer.remaining());
      buffer.position(buffer.position() + step);
      skipped += step;
    }
    return skipped;
  }

  @Override
  public int available() {
    return hasMore() ? buffers.element().remaining() : 0;
  }

  private boolean hasMore() {
    while (!buffers.isEmpty() && !buffers.element().hasRemaining()) {
      buffers.remove();
    }
    return !buffers.isEmpty();
  }
}
