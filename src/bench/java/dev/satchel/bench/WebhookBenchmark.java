package dev.satchel.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many events to ten targets, one of which stalls each time; then few events, to see how soon a
 * target hears of one.
 */
final class WebhookBenchmark {

  private static final int TARGETS = 10;
  private static final int EVENTS = Integer.getInteger("bench.events", 10_000);
  private static final int PER_REQUEST = 10;
  private static final int UNHURRIED = 200;
  private static final Duration STALL = Duration.ofSeconds(15);

  private final Map<String, String> database;
  private final Vertx vertx = Vertx.vertx();
  private final LongAdder arrived = new LongAdder();
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private volatile boolean remembering;

  WebhookBenchmark(Map<String, String> database) {
    this.database = database;
  }

  /** Measures a service that uses the same database. */
  void run(Service service) throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < TARGETS; i++) {
      ports.add(target(i == 0));
    }
    try (Connection connection = connect()) {
      register(connection, ports);
      flood(connection, service);
      unhurried(service, fileRequest(connection));
    } finally {
      vertx.close();
    }
  }

  private void flood(Connection connection, Service service) throws Exception {
    long cpu = service.process().cpuMillis();
    publish(connection);
    long start = System.nanoTime();
    long wanted = (long) EVENTS * (TARGETS - 1);
    while (arrived.sum() < wanted) {
      Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Figures.print(
        "%,d events to 9 of 10 targets, deliveries/s".formatted(EVENTS), wanted / seconds);
    Figures.print(
        "  CPU of the service, of one core", (service.process().cpuMillis() - cpu) / 1e3 / seconds);
    try (Statement clean = connection.createStatement()) {
      clean.execute("delete from delivery where status = 'pending'");
    }
  }

  /** Uploads, one after the other, and the time until the last healthy target has heard of each. */
  private void unhurried(Service service, UUID request) throws Exception {
    remembering = true;
    var document = new Document(999, request);
    List<Long> answered = new ArrayList<>();
    try (var client = new UploadClient(service.port())) {
      for (int i = 0; i < UNHURRIED; i++) {
        client.post(document);
        answered.add(System.nanoTime());
        Thread.sleep(20);
      }
    }
    Thread.sleep(2000);
    long[] sorted = arrivals.values().stream().mapToLong(Long::longValue).sorted().toArray();
    long[] delays = new long[Math.min(sorted.length, answered.size())];
    for (int i = 0; i < delays.length; i++) {
      delays[i] = Math.max(0, sorted[i] - answered.get(i));
    }
    Arrays.sort(delays);
    Figures.print("  answer to last of 9 arrivals, ms, median", millis(delays, 0.5));
    Figures.print("  the same, p99", millis(delays, 0.99));
  }

  private static double millis(long[] sorted, double quantile) {
    return sorted[(int) ((sorted.length - 1) * quantile)] / 1e6;
  }

  private int target(boolean stalls) {
    return vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(request -> take(request, stalls))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private void take(HttpServerRequest request, boolean stalls) {
    request.endHandler(
        ended -> {
          if (stalls) {
            vertx.setTimer(STALL.toMillis(), late -> request.response().setStatusCode(204).end());
          } else {
            arrived.increment();
            if (remembering) {
              arrivals.merge(request.getHeader("webhook-id"), System.nanoTime(), Math::max);
            }
            request.response().setStatusCode(204).end();
          }
        });
    request.resume();
  }

  private void register(Connection connection, List<Integer> ports) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into webhook (id, account_id, url, event_types, enabled, secret, created_at)"
                + " select gen_random_uuid(), id, ?, 'file-request.files.update', true,"
                + " 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now() from account"
                + " where name = 'default'")) {
      for (int port : ports) {
        insert.setString(1, "http://127.0.0.1:" + port + "/hook");
        insert.execute();
      }
    }
  }

  private UUID fileRequest(Connection connection) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into file_request (id, account_id, type, short_link_id, created_at)"
                + " select ?, id, 'any', ?, now() from account where name = 'default'")) {
      insert.setObject(1, id);
      insert.setString(2, id.toString());
      insert.execute();
    }
    return id;
  }

  /** As if so many uploads had committed at once. */
  private void publish(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into file_request (id, account_id, type, short_link_id, created_at, event_count)"
              + " select gen_random_uuid(), a.id, 'any', 'flood' || n, now(), "
              + PER_REQUEST
              + " from account a, generate_series(1, "
              + EVENTS / PER_REQUEST
              + ") n where a.name = 'default'");
      statement.execute(
          "insert into event (id, account_id, type, file_request_id, sequence, payload, created_at)"
              + " select gen_random_uuid(), r.account_id, 'file-request.files.update', r.id, n,"
              + " '{\"event\":{\"fill\":\"' || repeat('x', 1000) || '\"}}', now()"
              + " from file_request r, generate_series(1, "
              + PER_REQUEST
              + ") n where r.short_link_id like 'flood%'");
      statement.execute(
          "insert into delivery (id, event_id, account_id, webhook_id, target_id, file_request_id,"
              + " sequence, status, due_at, created_at)"
              + " select gen_random_uuid(), e.id, e.account_id, w.id, w.id, e.file_request_id,"
              + " e.sequence, 'pending', now(), now() from event e, webhook w");
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze delivery, event");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        property("quarkus.datasource.jdbc.url"),
        property("quarkus.datasource.username"),
        property("quarkus.datasource.password"));
  }

  private String property(String name) {
    return Objects.requireNonNull(database.get(name), name);
  }
}
