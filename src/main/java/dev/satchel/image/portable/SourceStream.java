package dev.satchel.image.portable;

import dev.satchel.image.pipeline.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A source as ImageIO reads it, without a copy. Decoders have no deadline of their own, and some
 * make whole pictures of the zeros that they imagine behind the end of a file; both end here.
 */
final class SourceStream extends ImageInputStreamImpl {

  private static final int READS_PER_CHECK = 4096;

  /** Some decoders look for more several times before they make do with what there was. */
  static final int PATIENT = 1024;

  /** Some take no notice, and show the last row that there was over and over. */
  static final int STRICT = 0;

  private final byte[] source;
  private final long end;
  private final Deadline deadline;
  private int reads;
  private final int mostReadsPastEnd;
  private int readsPastEnd;

  /**
   * @param zeros that are read behind the source
   * @param mostReadsPastEnd that are told that there is no more; the next one fails
   */
  SourceStream(byte[] source, int zeros, Deadline deadline, int mostReadsPastEnd) {
    this.end = (long) source.length + zeros;
    this.mostReadsPastEnd = mostReadsPastEnd;
    this.source = source;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    checkOften();
    bitOffset = 0;
    if (streamPos >= end) {
      return pastEnd();
    }
    int at = (int) Math.min(streamPos++, source.length);
    return at < source.length ? source[at] & 0xFF : 0;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    checkOften();
    bitOffset = 0;
    if (length > 0 && streamPos >= end) {
      return pastEnd();
    }
    int count = (int) Math.min(length, end - streamPos);
    int known = (int) Math.clamp(source.length - streamPos, 0, count);
    if (known > 0) {
      System.arraycopy(source, (int) streamPos, buffer, offset, known);
    }
    Arrays.fill(buffer, offset + known, offset + count, (byte) 0);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return end;
  }

  private void checkOften() throws InterruptedIOException {
    if (++reads % READS_PER_CHECK == 0 && deadline.over()) {
      throw new InterruptedIOException("The rendering's time is over");
    }
  }

  private int pastEnd() throws IOException {
    if (++readsPastEnd > mostReadsPastEnd) {
      throw new IOException("The decoder does not notice the end of the file");
    }
    return -1;
  }
}
