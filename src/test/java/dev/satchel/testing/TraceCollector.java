package dev.satchel.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes traces as an OpenTelemetry collector does, by OTLP over HTTP with Protocol Buffers, and
 * reads of them what tests ask for.
 */
public final class TraceCollector implements AutoCloseable {

  /**
   * A span.
   *
   * @param parent empty where it has none
   * @param attributes those that are texts
   */
  public record Span(
      String trace, String id, String parent, String name, Map<String, String> attributes) {}

  private final HttpServer server;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  private TraceCollector(HttpServer server) {
    this.server = server;
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  public static TraceCollector start() throws IOException {
    return new TraceCollector(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10));
  }

  /** Settings that have a service send its traces here. */
  public String[] settings() {
    return new String[] {
      "quarkus.otel.sdk.disabled=false",
      "quarkus.otel.bsp.schedule.delay=100ms",
      "quarkus.otel.exporter.otlp.protocol=http/protobuf",
      "quarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort()
    };
  }

  /** All that has come so far. */
  public List<Span> spans() {
    return bodies.stream()
        .flatMap(body -> parts(body, 1).stream())
        .flatMap(resource -> parts(resource, 2).stream())
        .flatMap(scope -> parts(scope, 2).stream())
        .map(TraceCollector::span)
        .toList();
  }

  /** All that has come so far, as it came: texts can be looked for in it. */
  public String text() {
    var text = new StringBuilder();
    bodies.forEach(body -> text.append(new String(body, StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    bodies.add(exchange.getRequestBody().readAllBytes());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span span(byte[] message) {
    var attributes = new TreeMap<String, String>();
    for (byte[] attribute : parts(message, 9)) {
      attributes.put(text(attribute, 1), text(only(attribute, 2), 1));
    }
    return new Span(
        hex(message, 1), hex(message, 2), hex(message, 4), text(message, 5), attributes);
  }

  private static String hex(byte[] message, int field) {
    return HexFormat.of().formatHex(only(message, field));
  }

  private static String text(byte[] message, int field) {
    return new String(only(message, field), StandardCharsets.UTF_8);
  }

  /** Empty where there is none. */
  private static byte[] only(byte[] message, int field) {
    List<byte[]> found = parts(message, field);
    return found.isEmpty() ? new byte[0] : found.getFirst();
  }

  /** The values of a field of a message that have a length: texts, bytes, messages. */
  private static List<byte[]> parts(byte[] message, int field) {
    var found = new ArrayList<byte[]>();
    var rest = ByteBuffer.wrap(message);
    while (rest.hasRemaining()) {
      long tag = number(rest);
      switch ((int) (tag & 7)) {
        case 0 -> number(rest);
        case 1 -> rest.position(rest.position() + Long.BYTES);
        case 2 -> {
          var value = new byte[(int) number(rest)];
          rest.get(value);
          if (tag >>> 3 == field) {
            found.add(value);
          }
        }
        case 5 -> rest.position(rest.position() + Integer.BYTES);
        default -> throw new IllegalArgumentException("No such type: " + tag);
      }
    }
    return found;
  }

  private static long number(ByteBuffer rest) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = rest.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
