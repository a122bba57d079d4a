package dev.satchel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of one server, which can be told to spoil connections at a certain place of
 * what is said. Tests arm it, and heal it afterwards, whatever happens.
 */
public final class FaultyWire implements AutoCloseable {

  private final int target;
  private final ServerSocket listener;
  private final Collection<WireConnection> connections = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Strike armed;
  private volatile CountDownLatch healed = new CountDownLatch(0);

  /**
   * What is going to happen.
   *
   * @param left how many times more
   * @param count how many times it has happened
   */
  record Strike(WireFault fault, WirePlace place, AtomicInteger left, AtomicInteger count) {

    /** Whether it is to happen now. */
    boolean happens() {
      boolean now = left.getAndDecrement() > 0;
      if (now) {
        count.incrementAndGet();
      }
      return now;
    }
  }

  /** Listens on a free port of the loopback address, for the server on the port {@code target}. */
  public FaultyWire(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on {@code fault} happens at {@code place}, so many times. */
  public void strike(WireFault fault, WirePlace place, int times) {
    healed = new CountDownLatch(1);
    armed = new Strike(fault, place, new AtomicInteger(times), new AtomicInteger());
  }

  /** How many times it has happened since the last {@link #strike}. */
  public int strikes() {
    Strike last = armed;
    return last == null ? 0 : last.count().get();
  }

  /** From now on nothing new happens. What is late or silent stays so. */
  public void disarm() {
    armed = null;
  }

  /** From now on nothing happens. What is late arrives, what is silent ends. */
  public void heal() {
    armed = null;
    healed.countDown();
    connections.forEach(WireConnection::closeIfSilent);
  }

  @Override
  public void close() {
    heal();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(WireConnection::close);
  }

  @Nullable Strike armed() {
    return armed;
  }

  void awaitHealing() throws InterruptedException {
    healed.await();
  }

  void ended(WireConnection connection) {
    connections.remove(connection);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        var connection = new WireConnection(this, client, server);
        connections.add(connection);
        connection.start();
      } catch (IOException closed) {
        // The next one may be taken.
      }
    }
  }
}
