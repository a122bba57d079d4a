package dev.satchel.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Writes {@code multipart/form-data} bodies, well-formed ones or not, and reads them. */
final class Form {
  static final String BOUNDARY = "----SatchelBoundary7MA4YWxk";
  private static final String USER = "9d6ad525-90c6-4c03-8f05-63584ee20a29";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A form with these bytes as its only file, and all that is required. */
  static Form of(byte[] contents) {
    return new Form().file("a.jpg", "image/jpeg", contents).text("userId", USER);
  }

  /** Reads any bytes as a form, in chunks of one size. */
  static Reading read(byte[] body, int chunkSize) {
    return read(body, _ -> chunkSize, false);
  }

  static Reading read(byte[] body, IntUnaryOperator sizeAt, boolean direct) {
    return read(UploadLimits.defaults(), body, sizeAt, direct);
  }

  static Reading read(UploadLimits limits, byte[] body, IntUnaryOperator sizeAt, boolean direct) {
    return Reading.of(UploadParser.multipart(limits, BOUNDARY), body, sizeAt, direct);
  }

  Form file(String name, String type, byte[] contents) {
    return part(
        "Content-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\nContent-Type: %s"
            .formatted(name, type),
        contents);
  }

  Form text(String name, String value) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", utf8(value));
  }

  /** A part with these header lines. */
  Form part(String head, byte[] contents) {
    return raw("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n").raw(contents).raw("\r\n");
  }

  Form raw(String text) {
    return raw(utf8(text));
  }

  Form raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  /** The body with its last delimiter. */
  byte[] bytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(utf8("--" + BOUNDARY + "--\r\n"));
    return whole.toByteArray();
  }

  /** Reads the body in one chunk. */
  Reading read() {
    return read(bytes(), Integer.MAX_VALUE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
