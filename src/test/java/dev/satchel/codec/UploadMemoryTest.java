package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However long a part of the document is, reading it allocates nothing to speak of. */
class UploadMemoryTest {
  private static final int CHUNK_SIZE = 64 * 1024;
  private static final int CHUNKS = 400;
  private static final long ALLOWED = 512 * 1024;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "an unknown string,`{\"x\":\"`,abc ",
        "an unknown name,`{\"`,abcd",
        "an unknown number,`{\"x\":1`,1234",
        "a known number,`{\"expiryInterval\":1`,1234",
        "a known exponent,`{\"expiryInterval\":1e`,1234",
        "an unknown array,`{\"x\":[0`,`,1,2`",
        "contents,`{\"files\":[{\"contents\":\"`,QUJD",
        "contents with escapes,`{\"files\":[{\"contents\":\"`,QUJD\\/\\r\\n",
        "whitespace,`{`,`    `"
      })
  void staysConstant(String what, String beginning, String repeated) {
    UploadParser parser = UploadParser.json(UploadLimits.defaults());
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_SIZE);
    read(parser, chunk, beginning);
    String text = repeated.repeat(CHUNK_SIZE / repeated.length());
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CHUNKS; i++) {
      read(parser, chunk, bytes);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).as(what).isLessThan(ALLOWED);
  }

  private static void read(UploadParser parser, ByteBuffer chunk, String text) {
    read(parser, chunk, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void read(UploadParser parser, ByteBuffer chunk, byte[] bytes) {
    parser.feed(chunk.clear().put(bytes).flip());
    UploadEvent event = parser.next();
    while (!(event instanceof UploadEvent.NeedsInput)) {
      event = parser.next();
    }
  }
}
