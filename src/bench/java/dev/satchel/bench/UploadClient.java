package dev.satchel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Posts documents, and gets files, over one connection that stays open. */
final class UploadClient implements AutoCloseable {

  private static final String LENGTH = "content-length:";
  private static final String END_OF_LINE = "\r\n";

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  UploadClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
    output = socket.getOutputStream();
  }

  /** Uploads. Fails unless the answer is of success. */
  void post(Document document) throws IOException {
    output.write(
        head("POST " + document.path(), "Content-Length: " + document.length() + END_OF_LINE));
    document.writeTo(output);
    body();
  }

  /** What there is at this path. Fails unless the answer is of success. */
  byte[] get(String path) throws IOException {
    output.write(head("GET " + path, ""));
    return body();
  }

  /** Uploads a picture over a connection of its own; the id of the file. */
  static String upload(int port, byte[] picture) throws IOException, InterruptedException {
    String document =
        "{\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\",\"files\":[{\"name\":\"a.jpg\","
            + "\"type\":\"image/jpeg\",\"contents\":\"%s\"}]}"
                .formatted(Base64.getEncoder().encodeToString(picture));
    var upload =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/files"))
            .header("Authorization", "Bearer bench-key-of-twenty-characters")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(client.send(upload, HttpResponse.BodyHandlers.ofString()).body())
          .at("/0/id")
          .textValue();
    }
  }

  private byte[] body() throws IOException {
    String status = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = input.readNBytes(length);
    if (!status.startsWith("HTTP/1.1 20")) {
      throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static byte[] head(String call, String more) {
    return (call
            + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer bench-key-of-twenty-characters\r\n"
            + "Content-Type: application/json\r\n"
            + more
            + END_OF_LINE)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = input.read(); octet != '\n'; octet = input.read()) {
      if (octet < 0) {
        throw new IOException("The connection ended after: " + line);
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }
}
