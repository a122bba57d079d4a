package dev.satchel.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/**
 * An upload of one file, written to a socket from a block that is used again and again, so that the
 * client costs next to nothing.
 *
 * @param size bytes of the file, a multiple of three
 * @param path that it is posted to
 * @param start what is before the contents
 * @param end what is behind them
 */
record Document(long size, String path, String start, String end) {

  private static final String START =
      "{\"files\":[{\"name\":\"a.jpg\",\"type\":\"image/jpeg\",\"contents\":\"";
  private static final String END = "\"}],\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\"";

  private static final int BLOCK = 3 * 256 * 1024;
  private static final byte[] BYTES = bytes();
  private static final byte[] BASE64 = Base64.getEncoder().encode(BYTES);

  Document(long size) {
    this(size, "/v1/files", START, END + "}");
  }

  /** That answers a file request. */
  Document(long size, UUID fileRequest) {
    this(size, "/v1/files", START, END + ",\"fileRequestId\":\"" + fileRequest + "\"}");
  }

  /** Such as Parse Server takes. */
  static Document ofParse(long size) {
    return new Document(
        size,
        "/parse/files/a.jpg",
        "{\"base64\":\"",
        "\",\"_ContentType\":\"image/jpeg\",\"_ApplicationId\":\"bench\"}");
  }

  /** Bytes of the whole document. */
  long length() {
    return start.length() + size / 3 * 4 + end.length();
  }

  void writeTo(OutputStream socket) throws IOException {
    socket.write(ascii(start));
    for (long rest = size / 3 * 4; rest > 0; rest -= BASE64.length) {
      socket.write(BASE64, 0, (int) Math.min(rest, BASE64.length));
    }
    socket.write(ascii(end));
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
