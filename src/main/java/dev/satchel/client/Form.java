package dev.satchel.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A {@code multipart/form-data} body (RFC 7578) of texts and files, which are read while they are
 * sent. Can be sent again, as long as the files stay what they are.
 */
final class Form {

  private static final String ANY = "application/octet-stream";

  private final String boundary = "satchel-" + UUID.randomUUID();
  private final List<Part> parts = new ArrayList<>();

  private sealed interface Part {
    record Text(String bytes) implements Part {}

    record Contents(Path file) implements Part {}
  }

  /** Adds a text. */
  void text(String name, String value) {
    head("form-data; name=\"" + name + "\"", "text/plain; charset=utf-8");
    add(value + "\r\n");
  }

  /**
   * Adds a file.
   *
   * @param type its media type; empty for the one that its name says
   */
  void file(Path file, Optional<String> type) {
    String name = String.valueOf(file.getFileName());
    head(
        "form-data; name=\"files\"; filename=\"" + escaped(name) + "\"",
        type.or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
            .orElse(ANY));
    parts.add(new Part.Contents(file));
    add("\r\n");
  }

  /** What the request's {@code Content-Type} is. */
  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Bytes of the whole body. */
  long length() throws IOException {
    long length = end().length();
    for (Part part : parts) {
      length +=
          switch (part) {
            case Part.Text(String text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case Part.Contents(Path file) -> Files.size(file);
          };
    }
    return length;
  }

  /** The body, from its start. */
  BodyPublisher body() throws FileNotFoundException {
    var all = new ArrayList<BodyPublisher>();
    for (Part part : parts) {
      all.add(
          switch (part) {
            case Part.Text(String text) -> BodyPublishers.ofString(text);
            case Part.Contents(Path file) -> BodyPublishers.ofFile(file);
          });
    }
    all.add(BodyPublishers.ofString(end()));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }

  private void head(String disposition, String type) {
    add(
        "--%s\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, disposition, type));
  }

  private void add(String text) {
    parts.add(new Part.Text(text));
  }

  private String end() {
    return "--" + boundary + "--\r\n";
  }

  /** As browsers do (the HTML standard, "multipart form data"). */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
