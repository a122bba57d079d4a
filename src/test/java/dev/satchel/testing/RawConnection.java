package dev.satchel.testing;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP/1 client without manners: sends what it is told and reads what comes. */
public final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream input;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Connects to the service under test. */
  public static RawConnection open() throws IOException {
    return open(RestAssured.port);
  }

  /** Connects to whoever listens there. */
  public static RawConnection open(int port) throws IOException {
    return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects with a small receive buffer, so that a reader that does not read is soon noticed. */
  public static RawConnection slowReader() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
    return new RawConnection(socket);
  }

  /** The head of an upload with the bootstrap key, with these header lines more. */
  public static String uploadHead(String... headers) {
    return head("POST /v1/files HTTP/1.1", "dev-key", headers);
  }

  public static String head(String requestLine, String key, String... headers) {
    var head = new StringBuilder(requestLine).append("\r\nHost: satchel\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Authorization: Bearer ").append(key).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends one chunk of a chunked body. */
  public RawConnection sendChunk(byte[] bytes) throws IOException {
    send(Integer.toHexString(bytes.length) + "\r\n");
    send(bytes);
    return send("\r\n");
  }

  /** Reads one response, interim ones included. */
  public RawAnswer answer() throws IOException {
    String statusLine = line();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.split(":", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
    }
    int status = Integer.parseInt(statusLine, 9, 12, 10);
    long length = status < 200 ? 0 : Long.parseLong(headers.getOrDefault("content-length", "0"));
    byte[] body = upTo(length);
    return new RawAnswer(status, headers, body, body.length == length);
  }

  /** The next byte of what comes, as a number; -1 at the end. */
  public int read() throws IOException {
    return input.read();
  }

  /** Whether nothing comes for so long. */
  public boolean isSilentFor(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      input.mark(1);
      input.read();
      input.reset();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Whether the service closes the connection, in order or not, before patience ends. */
  public boolean ends() throws IOException {
    try {
      return input.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Says that nothing more will be sent (FIN). */
  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection (RST). */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = input.read(); octet != '\n'; octet = input.read()) {
      if (octet < 0) {
        throw new EOFException("The connection ended within a response head: " + line);
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] upTo(long length) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      while (bytes.size() < length) {
        byte[] some = input.readNBytes((int) Math.min(length - bytes.size(), 8192));
        if (some.length == 0) {
          break;
        }
        bytes.write(some);
      }
    } catch (SocketException broken) {
      return bytes.toByteArray();
    }
    return bytes.toByteArray();
  }
}
