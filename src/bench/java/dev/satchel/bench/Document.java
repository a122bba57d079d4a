package dev.satchel.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload of one file, written to a socket from a block that is used again and again, so that the
 * client costs next to nothing.
 *
 * @param size bytes of the file, a multiple of three
 * @param fileRequest that it answers
 */
record Document(long size, @Nullable UUID fileRequest) {

  private static final byte[] START =
      ascii("{\"files\":[{\"name\":\"a.jpg\",\"type\":\"image/jpeg\",\"contents\":\"");
  private static final String END = "\"}],\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\"";

  private static final int BLOCK = 3 * 256 * 1024;
  private static final byte[] BYTES = bytes();
  private static final byte[] BASE64 = Base64.getEncoder().encode(BYTES);

  Document(long size) {
    this(size, null);
  }

  /** Bytes of the whole document. */
  long length() {
    return START.length + size / 3 * 4 + end().length;
  }

  void writeTo(OutputStream socket) throws IOException {
    socket.write(START);
    for (long rest = size / 3 * 4; rest > 0; rest -= BASE64.length) {
      socket.write(BASE64, 0, (int) Math.min(rest, BASE64.length));
    }
    socket.write(end());
  }

  /** Up to {@code BLOCK} of the file's bytes, for baselines. */
  static byte[] block() {
    return BYTES;
  }

  private byte[] end() {
    return ascii(END + (fileRequest == null ? "}" : ",\"fileRequestId\":\"" + fileRequest + "\"}"));
  }

  private static byte[] bytes() {
    var bytes = new byte[BLOCK];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
