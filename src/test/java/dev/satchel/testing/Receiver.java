package dev.satchel.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A target of webhooks that does as it is told: answers, stalls, resets, trickles. Speaks HTTP/1.1
 * over plain TCP, on the loopback address.
 */
public final class Receiver implements AutoCloseable {

  /** What arrived. Header names are in lower case. */
  public record Delivery(String path, Map<String, String> headers, String body, long nanoTime) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What the receiver does with a delivery. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(Delivery delivery, Socket client) throws Exception;
  }

  private final ServerSocket server;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final Set<Delivery> accepted = ConcurrentHashMap.newKeySet();
  private volatile Behaviour behaviour = status(204);

  private Receiver(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  public static Receiver start() throws IOException {
    return on(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
  }

  /** Receives what comes, and has come, to a socket that nobody listened to so far. */
  public static Receiver on(ServerSocket server) {
    return new Receiver(server);
  }

  /** Answers with a status and an empty body. */
  public static Behaviour status(int status, String... headers) {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return (delivery, client) ->
        write(client, "HTTP/1.1 " + status + " x\r\n" + lines + "Content-Length: 0\r\n\r\n");
  }

  /** Answers with a body. */
  public static Behaviour text(int status, String body) {
    return (delivery, client) ->
        write(
            client,
            "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** Answers with just these lines, each of which gets its end. */
  public static Behaviour lines(String... lines) {
    String answer = String.join("\r\n", lines) + "\r\n";
    return (delivery, client) -> write(client, answer);
  }

  /** Answers nothing for so long, then nothing at all. */
  public static Behaviour stall(long millis) {
    return (delivery, client) -> {
      Thread.sleep(millis);
      client.close();
    };
  }

  /** Breaks the connection. */
  public static Behaviour reset() {
    return (delivery, client) -> {
      client.setSoLinger(true, 0);
      client.close();
    };
  }

  /** Sends the head of an answer, then its endless body byte by byte. */
  public static Behaviour trickle(int status) {
    return (delivery, client) -> {
      write(client, "HTTP/1.1 " + status + " x\r\nContent-Length: 1000000\r\n\r\n");
      while (true) {
        write(client, "x");
        Thread.sleep(50);
      }
    };
  }

  /** Sends nothing but the beginning of a status line, byte by byte. */
  public static Behaviour trickleHead() {
    return (delivery, client) -> {
      while (true) {
        write(client, "H");
        Thread.sleep(100);
      }
    };
  }

  /** Mostly takes what it gets, and now and then breaks or refuses. */
  public static Behaviour unsteady(long seed) {
    var random = new Random(seed);
    return (delivery, client) -> {
      switch (random.nextInt(10)) {
        case 0 -> reset().answer(delivery, client);
        default -> status(200).answer(delivery, client);
      }
    };
  }

  /** From now on it does this. */
  public void does(Behaviour next) {
    behaviour = next;
  }

  /** From now on it does these in turn, the last one again and again. */
  public void does(Behaviour first, Behaviour... others) {
    var turn = new AtomicInteger();
    behaviour =
        (delivery, client) -> {
          int now = Math.min(turn.getAndIncrement(), others.length);
          (now == 0 ? first : others[now - 1]).answer(delivery, client);
        };
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  /** Everything so far, in the order of arrival. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Those after which the connection was still there, in the order of arrival. */
  public List<Delivery> accepted() {
    return deliveries.stream().filter(accepted::contains).toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }

  private void serve(Socket client) {
    try (client) {
      var input = new BufferedInputStream(client.getInputStream());
      while (!client.isClosed()) {
        Delivery delivery = read(input);
        deliveries.add(delivery);
        behaviour.answer(delivery, client);
        if (!client.isClosed()) {
          accepted.add(delivery);
        }
      }
    } catch (Exception left) {
      // Whoever was connected has left, or was sent away.
    }
  }

  private static Delivery read(InputStream input) throws IOException {
    String path = line(input).split(" ", -1)[1];
    var headers = new TreeMap<String, String>();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
    return new Delivery(path, headers, body, System.nanoTime());
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int octet = input.read(); octet != '\n'; octet = input.read()) {
      if (octet < 0) {
        throw new IOException("The connection has ended");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
