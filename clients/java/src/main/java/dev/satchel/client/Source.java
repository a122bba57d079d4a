package dev.satchel.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file to upload, and what is said of it.
 *
 * @param name a label
 * @param type a media type
 * @param description or null
 * @param length of the contents in bytes, or -1 where it is not known. Then they can be read once,
 *     and the upload is tried once
 * @param contents opened for every try, and closed after it
 */
public record Source(String name, String type, String description, long length, Contents contents) {

  /** Opens the bytes of a file. */
  @FunctionalInterface
  public interface Contents {
    InputStream open() throws IOException;
  }

  public Source {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(contents, "contents");
  }

  /** A file on the disk, with the type that its name tells. */
  public static Source of(Path file) throws IOException {
    String name = file.getFileName().toString();
    String type = URLConnection.guessContentTypeFromName(name);
    return new Source(
        name,
        type == null ? "application/octet-stream" : type,
        null,
        Files.size(file),
        () -> Files.newInputStream(file));
  }

  public static Source of(String name, String type, byte[] bytes) {
    return new Source(name, type, null, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** What can be read once, such as the body of a request that is passed on. */
  public static Source once(String name, String type, InputStream contents) {
    return new Source(name, type, null, -1, () -> contents);
  }

  public Source named(String other) {
    return new Source(other, type, description, length, contents);
  }

  public Source typed(String other) {
    return new Source(name, other, description, length, contents);
  }

  public Source described(String other) {
    return new Source(name, type, other, length, contents);
  }
}
