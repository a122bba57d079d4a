package dev.satchel.testing;

import dev.satchel.testing.FaultyWire.Strike;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection over a {@link FaultyWire}: two threads, one for each direction. */
final class WireConnection {

  private static final int CHUNK = 16 * 1024;
  private static final long MOMENT_MILLIS = 150;
  private static final byte[] INTERIM = "HTTP/1.1 100".getBytes(StandardCharsets.ISO_8859_1);

  private final FaultyWire wire;
  private final Socket client;
  private final Socket server;

  /** Of a request of which the end has been seen up to here; for markers between two chunks. */
  private byte[] tail = {};

  /** The marker has been seen, and so many bytes have still to pass. */
  private long passing;

  /** So many bytes of answers have passed since the marker was seen. */
  private long answered;

  private @Nullable Strike coming;
  private volatile @Nullable Strike atAnswer;
  private volatile boolean silent;
  private volatile boolean cut;

  WireConnection(FaultyWire wire, Socket client, Socket server) throws IOException {
    this.wire = wire;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    Thread.ofVirtual().start(() -> pump(client, server, this::request));
    Thread.ofVirtual().start(() -> pump(server, client, this::answer));
  }

  void closeIfSilent() {
    if (silent) {
      close();
    }
  }

  void close() {
    wire.ended(this);
    closeQuietly(client);
    closeQuietly(server);
  }

  /** Passes some bytes on, or spoils that. */
  @FunctionalInterface
  private interface Passage {
    void pass(byte[] bytes) throws IOException, InterruptedException;
  }

  private void pump(Socket from, Socket to, Passage passage) {
    var buffer = new byte[CHUNK];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        if (!silent && !cut) {
          passage.pass(Arrays.copyOf(buffer, n));
        }
      }
      if (!silent) {
        to.shutdownOutput();
      }
    } catch (IOException broken) {
      if (!silent) {
        close();
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  private void request(byte[] bytes) throws IOException, InterruptedException {
    int strikeAt = strikeAt(bytes);
    if (strikeAt < 0) {
      server.getOutputStream().write(bytes);
      return;
    }
    Strike strike = coming;
    coming = null;
    server.getOutputStream().write(bytes, 0, strikeAt);
    if (strike != null && strike.happens()) {
      happen(strike, bytes, strikeAt);
    }
    if (!silent && !cut) {
      server.getOutputStream().write(bytes, strikeAt, bytes.length - strikeAt);
    }
  }

  private void answer(byte[] bytes) throws IOException, InterruptedException {
    Strike strike = atAnswer;
    if (strike != null && !Arrays.equals(Arrays.copyOf(bytes, INTERIM.length), INTERIM)) {
      answered += bytes.length;
    }
    if (strike != null && answered > strike.place().delay()) {
      answered = 0;
      atAnswer = null;
      if (strike.happens()) {
        happen(strike, bytes, bytes.length / 2);
      }
    }
    if (!silent && !cut) {
      client.getOutputStream().write(bytes);
    }
  }

  /** The position in {@code bytes} before which it happens; negative if not yet. */
  private int strikeAt(byte[] bytes) {
    if (coming == null) {
      Strike strike = wire.armed();
      int found = strike == null ? -1 : endOfMarker(strike.place().bytes(), bytes);
      if (strike == null || found < 0) {
        return -1;
      }
      if (strike.place().answers()) {
        atAnswer = strike;
        return -1;
      }
      coming = strike;
      passing = found + strike.place().delay();
    }
    if (passing <= bytes.length) {
      return (int) passing;
    }
    passing -= bytes.length;
    return -1;
  }

  /** Where the marker ends in {@code bytes}, of which it may have begun before them. */
  private int endOfMarker(byte[] marker, byte[] bytes) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(tail);
    both.writeBytes(bytes);
    int found =
        both.toString(StandardCharsets.ISO_8859_1)
            .indexOf(new String(marker, StandardCharsets.ISO_8859_1));
    int before = tail.length;
    byte[] all = both.toByteArray();
    tail =
        Arrays.copyOfRange(
            all, Math.max(0, all.length + 1 - Math.max(1, marker.length)), all.length);
    return found < 0 ? -1 : Math.max(0, found + marker.length - before);
  }

  private void happen(Strike strike, byte[] bytes, int place)
      throws IOException, InterruptedException {
    switch (strike.fault()) {
      case FLIP -> {
        if (place < bytes.length) {
          bytes[place] ^= 1;
        }
      }
      case DELAY -> Thread.sleep(MOMENT_MILLIS);
      case LATE -> wire.awaitHealing();
      case CUT -> {
        cut = true;
        client.shutdownOutput();
        server.shutdownOutput();
      }
      case RESET -> {
        client.setSoLinger(true, 0);
        server.setSoLinger(true, 0);
        close();
      }
      case SILENCE -> silent = true;
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed then.
    }
  }
}
