package dev.satchel.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The body of an upload: texts and files in turn. Every try reads it anew, a piece at a time.
 *
 * @param contentType of the request
 * @param parts each a {@code byte[]}, or a {@link Source}
 * @param encoding of the pieces of files
 * @param beforeDigest what a file's SHA-256 follows, in hexadecimal digits
 * @param afterDigest what follows it
 */
record UploadBody(
    String contentType,
    List<Object> parts,
    Encoding encoding,
    String beforeDigest,
    String afterDigest) {

  /** Three bytes are four characters of base64, so full pieces need no padding. */
  private static final int PIECE = 3 * 32 * 1024;

  private static final int DIGITS = 64;

  enum Encoding {
    PLAIN(UnaryOperator.identity()),
    BASE64(Base64.getEncoder()::encode);

    private final UnaryOperator<byte[]> function;

    Encoding(UnaryOperator<byte[]> function) {
      this.function = function;
    }

    private long length(long bytes) {
      return this == PLAIN ? bytes : (bytes + 2) / 3 * 4;
    }
  }

  static UploadBody json(Map<String, Object> fields, List<Source> files) {
    var parts = new ArrayList<Object>();
    String before = open(Json.write(fields)) + ",\"files\":[";
    for (Source file : files) {
      var facts = new Facts(file.name(), file.type(), file.description());
      parts.add((before + open(Json.write(facts)) + ",\"contents\":\"").getBytes(UTF_8));
      parts.add(file);
      before = ",";
    }
    parts.add("]}".getBytes(UTF_8));
    return new UploadBody("application/json", parts, Encoding.BASE64, "\",\"sha256\":\"", "\"}");
  }

  static UploadBody form(Map<String, Object> fields, List<Source> files) {
    String boundary = UUID.randomUUID().toString();
    var parts = new ArrayList<Object>();
    fields.forEach((name, value) -> parts.add(text(boundary, name, value).getBytes(UTF_8)));
    for (Source file : files) {
      parts.add(
          """
          --%s\r
          Content-Disposition: form-data; name="files"; filename="file"; filename*=UTF-8''%s\r
          Content-Type: %s\r
          \r
          """
              .formatted(boundary, percentEncoded(file.name()), file.type())
              .getBytes(UTF_8));
      parts.add(file);
      if (file.description() != null) {
        parts.add(text(boundary, "description", file.description()).getBytes(UTF_8));
      }
    }
    parts.add(("--" + boundary + "--\r\n").getBytes(UTF_8));
    String digest = "\r\n" + text(boundary, "sha256", "");
    return new UploadBody(
        "multipart/form-data; boundary=" + boundary,
        parts,
        Encoding.PLAIN,
        digest.substring(0, digest.length() - 2),
        "\r\n");
  }

  /** In bytes, or -1 where the length of a file is not known. */
  long length() {
    long length = 0;
    for (Object part : parts) {
      if (part instanceof byte[] text) {
        length += text.length;
      } else if (part instanceof Source file && file.length() >= 0) {
        length +=
            encoding.length(file.length()) + beforeDigest.length() + DIGITS + afterDigest.length();
      } else {
        return -1;
      }
    }
    return length;
  }

  /** Begins anew; the caller closes it. */
  Pieces pieces() {
    return new Pieces(this);
  }

  private record Facts(String name, String type, String description) {}

  private static String open(String object) {
    return object.substring(0, object.length() - 1);
  }

  private static String text(String boundary, String name, Object value) {
    return """
    --%s\r
    Content-Disposition: form-data; name="%s"\r
    Content-Type: text/plain; charset=utf-8\r
    \r
    %s\r
    """
        .formatted(boundary, name, value);
  }

  /** As RFC 5987 wants it. */
  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** One reading of a body. Failures to read are {@link UncheckedIOException}. */
  static final class Pieces implements Iterator<byte[]>, AutoCloseable {

    private final UploadBody body;
    private final Iterator<Object> parts;
    private Source file;
    private InputStream contents;
    private MessageDigest digest;
    private long read;

    private Pieces(UploadBody body) {
      this.body = body;
      this.parts = body.parts.iterator();
    }

    @Override
    public boolean hasNext() {
      return contents != null || parts.hasNext();
    }

    @Override
    public byte[] next() {
      try {
        if (contents == null) {
          switch (parts.next()) {
            case byte[] text -> {
              return text;
            }
            case Source next -> open(next);
            default -> throw new NoSuchElementException();
          }
        }
        byte[] piece = contents.readNBytes(PIECE);
        digest.update(piece);
        read += piece.length;
        return piece.length > 0 ? body.encoding.function.apply(piece) : end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (contents != null) {
        contents.close();
      }
    }

    private void open(Source next) throws IOException {
      file = next;
      contents = next.contents().open();
      digest = sha256();
      read = 0;
    }

    /** What was read is what has to arrive: the service refuses a file with another digest. */
    private byte[] end() throws IOException {
      contents.close();
      contents = null;
      if (file.length() >= 0 && file.length() != read) {
        throw new IOException(
            "%s had %d bytes and now has %d".formatted(file.name(), file.length(), read));
      }
      String hex = HexFormat.of().formatHex(digest.digest());
      return (body.beforeDigest + hex + body.afterDigest).getBytes(UTF_8);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }
  }
}
