package dev.satchel.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * An upload of one file, written to a socket from a block that is used again and again, so that the
 * client costs next to nothing.
 *
 * @param size bytes of the file, a multiple of three
 */
record Document(long size) {

  private static final byte[] START =
      ascii("{\"files\":[{\"name\":\"a.jpg\",\"type\":\"image/jpeg\",\"contents\":\"");
  private static final byte[] END =
      ascii("\"}],\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\"}");

  private static final int BLOCK = 3 * 256 * 1024;
  private static final byte[] BYTES = bytes();
  private static final byte[] BASE64 = Base64.getEncoder().encode(BYTES);

  /** Bytes of the whole document. */
  long length() {
    return START.length + size / 3 * 4 + END.length;
  }

  void writeTo(OutputStream socket) throws IOException {
    socket.write(START);
    for (long rest = size / 3 * 4; rest > 0; rest -= BASE64.length) {
      socket.write(BASE64, 0, (int) Math.min(rest, BASE64.length));
    }
    socket.write(END);
  }

  /** Up to {@code BLOCK} of the file's bytes, for baselines. */
  static byte[] block() {
    return BYTES;
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
