package dev.satchel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A TCP proxy in front of one server, whose connections do not live long: what is to become of each
 * is decided when it is opened. Counts what it takes and what it passes on.
 */
public final class CutWire implements AutoCloseable {

  /** Bytes that wait on the wire, so that a client cannot be far ahead of the server. */
  private static final int WINDOW = 64 * 1024;

  /** As few as can be: a reset throws away what has been counted as passed and not left yet. */
  private static final int BEHIND = 4 * 1024;

  private final int target;
  private final Supplier<Fate> fates;
  private final ServerSocket listener;
  private final Collection<CutConnection> connections = new ConcurrentLinkedQueue<>();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger stalls = new AtomicInteger();

  /**
   * What becomes of a connection.
   *
   * @param passes bytes from the client that pass before it is cut
   * @param abrupt whether the cut is a reset (RST), and not an end in order (FIN)
   * @param answered whether answers pass; if not, the first one cuts the connection
   * @param stallsAt bytes from the client that pass before nothing does for a while
   * @param stallMillis how long that is
   */
  public record Fate(
      long passes, boolean abrupt, boolean answered, long stallsAt, long stallMillis) {

    /** Lives as long as its two ends want. */
    public static final Fate LONG = new Fate(Long.MAX_VALUE, false, true, Long.MAX_VALUE, 0);

    /** Is cut after so many bytes from the client. */
    public static Fate cut(long passes, boolean abrupt) {
      return new Fate(passes, abrupt, true, Long.MAX_VALUE, 0);
    }
  }

  /**
   * Listens on a free port of the loopback address, for the server on the port {@code target}.
   *
   * @param fates of the connections, in the order in which they are opened; asked by one thread
   */
  public CutWire(int target, Supplier<Fate> fates) throws IOException {
    this.target = target;
    this.fates = fates;
    this.listener = new ServerSocket();
    listener.setReceiveBufferSize(WINDOW);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    Thread.ofVirtual().start(this::listen);
  }

  /** Of ten connections six are cut, one loses its answer, and two stall for up to a second. */
  public static Supplier<Fate> unsteady(long seed) {
    var random = new Random(seed);
    return () -> {
      int kind = random.nextInt(10);
      long place = place(random, 6 << 20);
      return switch (kind) {
        case 0, 1, 2 -> Fate.cut(place, false);
        case 3, 4, 5 -> Fate.cut(place, true);
        case 6 -> new Fate(Long.MAX_VALUE, random.nextBoolean(), false, Long.MAX_VALUE, 0);
        case 7, 8 -> new Fate(Long.MAX_VALUE, false, true, place, random.nextInt(1000));
        default -> Fate.LONG;
      };
    };
  }

  /** From one byte to {@code end}; of each size as many as of that ten times as large. */
  public static long place(Random random, long end) {
    return (long) Math.exp(random.nextDouble() * Math.log((double) end));
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Bytes of clients that have been written to the server. */
  public long passed() {
    return passed.get();
  }

  /** Connections that have been cut. */
  public int cuts() {
    return cuts.get();
  }

  /** Connections on which nothing passed for a while. */
  public int stalls() {
    return stalls.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(CutConnection::close);
  }

  void passed(int bytes) {
    passed.addAndGet(bytes);
  }

  void hasCut() {
    cuts.incrementAndGet();
  }

  void stalled() {
    stalls.incrementAndGet();
  }

  void ended(CutConnection connection) {
    connections.remove(connection);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var server = new Socket();
        server.setSendBufferSize(BEHIND);
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        var connection = new CutConnection(this, client, server, fates.get());
        connections.add(connection);
        connection.start();
      } catch (IOException closed) {
        // The next one may be taken.
      }
    }
  }
}
