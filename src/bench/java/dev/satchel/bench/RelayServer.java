package dev.satchel.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The bound of requests: what they cost where only that is done which no service can leave out.
 * Reads a {@link Document}, decodes its contents, takes their SHA-256 and passes them on to the
 * sink, with a thread for each connection and a block at a time. Knows where the contents stand,
 * checks nothing, signs nothing, and keeps no metadata.
 *
 * <p>Takes the sink's port, prints its own, then runs until it is killed.
 */
public final class RelayServer {

  private static final int BLOCK = 256 * 1024;
  private static final String CONTENTS = "\"contents\":\"";
  private static final String LENGTH = "Content-Length: ";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final byte[] ANSWER = ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");

  /** Bytes of a document that are not contents. */
  private static final long FRAME = new Document(0).length();

  private final InputStream client;
  private final OutputStream answers;
  private final InputStream receipts;
  private final OutputStream sink;
  private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
  private final byte[] text = new byte[BLOCK];
  private final byte[] bytes = new byte[BLOCK];
  private int filled;

  private RelayServer(Socket client, Socket sink) throws IOException, NoSuchAlgorithmException {
    this.client = client.getInputStream();
    this.answers = client.getOutputStream();
    this.receipts = new BufferedInputStream(sink.getInputStream());
    this.sink = sink.getOutputStream();
  }

  public static void main(String[] args) throws Exception {
    int sink = Integer.parseInt(args[0]);
    try (var server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        Thread.ofPlatform().start(() -> serve(client, sink));
      }
    }
  }

  private static void serve(Socket client, int port) {
    try (client;
        var sink = new Socket(InetAddress.getLoopbackAddress(), port)) {
      sink.setTcpNoDelay(true);
      var relay = new RelayServer(client, sink);
      while (relay.hasAnother()) {
        relay.takeOne();
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean hasAnother() throws IOException {
    filled = Math.max(0, client.read(text));
    return filled > 0;
  }

  private void takeOne() throws IOException {
    int contents = readBehind(CONTENTS);
    String head = new String(text, 0, contents, StandardCharsets.US_ASCII);
    int body = head.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
    long length = number(head, head.indexOf(LENGTH) + LENGTH.length());
    relay(contents, length - FRAME, length - (filled - body));
    answers.write(ANSWER);
  }

  private int readBehind(String sought) throws IOException {
    while (true) {
      int at = new String(text, 0, filled, StandardCharsets.US_ASCII).indexOf(sought);
      if (at >= 0) {
        return at + sought.length();
      }
      filled += client.read(text, filled, BLOCK - filled);
    }
  }

  private void relay(int contents, long base64, long unread) throws IOException {
    sink.write(ascii("PUT /bench/k HTTP/1.1\r\nHost: sink\r\n"));
    sink.write(ascii(LENGTH + base64 / 4 * 3 + END_OF_HEAD));
    int start = contents;
    long left = base64;
    long rest = unread;
    while (left > 0) {
      int whole = (int) Math.min(left, filled - start) / 4 * 4;
      pass(Arrays.copyOfRange(text, start, start + whole));
      left -= whole;
      start += whole;
      if (left > 0) {
        System.arraycopy(text, start, text, 0, filled - start);
        filled -= start;
        start = 0;
        int read = client.read(text, filled, (int) Math.min(BLOCK - filled, rest));
        filled += read;
        rest -= read;
      }
    }
    client.skipNBytes(rest);
    sha256.digest();
    awaitReceipt();
  }

  private void pass(byte[] base64) throws IOException {
    int decoded = Base64.getDecoder().decode(base64, bytes);
    sha256.update(bytes, 0, decoded);
    sink.write(bytes, 0, decoded);
  }

  /** The head of an answer without a body. */
  private void awaitReceipt() throws IOException {
    int matched = 0;
    while (matched < END_OF_HEAD.length()) {
      int octet = receipts.read();
      matched = octet == END_OF_HEAD.charAt(matched) ? matched + 1 : 0;
    }
  }

  private static long number(String text, int from) {
    return Long.parseLong(text, from, text.indexOf('\r', from), 10);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
