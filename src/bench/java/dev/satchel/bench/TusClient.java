package dev.satchel.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Uploads by tus 1.0, over one connection that stays open. */
final class TusClient implements AutoCloseable {

  private static final String METADATA =
      "filename YS5qcGc=,filetype aW1hZ2UvanBlZw==,"
          + "userId OWQ2YWQ1MjUtOTBjNi00YzAzLThmMDUtNjM1ODRlZTIwYTI5";

  private static final byte[] BYTES = new byte[256 * 1024];

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  TusClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
    output = socket.getOutputStream();
  }

  /**
   * Uploads one file. Fails unless all answers are of success.
   *
   * @param size of the file in bytes
   * @param piece bytes of each request but the last
   */
  void upload(long size, long piece) throws IOException {
    String metadata = "Upload-Metadata: " + METADATA;
    send("POST /v1/uploads", "Content-Length: 0", "Upload-Length: " + size, metadata);
    String path = URI.create(Objects.requireNonNull(answer().get("location"))).getPath();
    for (long at = 0; at < size; at += piece) {
      long length = Math.min(piece, size - at);
      send(
          "PATCH " + path,
          "Content-Length: " + length,
          "Content-Type: application/offset+octet-stream",
          "Upload-Offset: " + at);
      for (long left = length; left > 0; left -= BYTES.length) {
        output.write(BYTES, 0, (int) Math.min(left, BYTES.length));
      }
      answer();
    }
  }

  private void send(String call, String... headers) throws IOException {
    output.write(
        (call
                + " HTTP/1.1\r\nHost: bench\r\nTus-Resumable: 1.0.0\r\n"
                + "Authorization: Bearer bench-key-of-twenty-characters\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private Map<String, String> answer() throws IOException {
    String status = line();
    var headers = new HashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body =
        headers.containsKey("transfer-encoding")
            ? chunked()
            : input.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if (!status.startsWith("HTTP/1.1 20")) {
      throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
    }
    return headers;
  }

  private byte[] chunked() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = -1; size != 0; ) {
      size = Integer.parseInt(line(), 16);
      body.writeBytes(input.readNBytes(size));
      line();
    }
    return body.toByteArray();
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
