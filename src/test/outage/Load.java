import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients of a service around which things break: some upload, with keys, until they are answered
 * 200; some download and compare; some leave in the middle. Runs until standard input ends. Then
 * every file that was accepted has to be there, and every counter at rest.
 *
 * <pre>java Load.java PORT MANAGEMENT_PORT KEY</pre>
 */
public final class Load {

  private static final int UPLOADERS = 8;
  private static final int DOWNLOADERS = 4;
  private static final int LEAVERS = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofSeconds(90);
  private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([0-9a-f-]{36})\"");

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final int port;
  private final int managementPort;
  private final String key;
  private volatile boolean over;

  private Load(int port, int managementPort, String key) {
    this.port = port;
    this.managementPort = managementPort;
    this.key = key;
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Load(Integer.parseInt(args[0]), Integer.parseInt(args[1]), args[2]).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    var threads = new CopyOnWriteArrayList<Thread>();
    for (int i = 0; i < UPLOADERS; i++) {
      threads.add(start(i, this::upload));
    }
    for (int i = 0; i < DOWNLOADERS; i++) {
      threads.add(start(100 + i, this::download));
    }
    for (int i = 0; i < LEAVERS; i++) {
      threads.add(start(200 + i, this::leave));
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("answers: " + new TreeMap<>(answers));
    accepted.keySet().forEach(this::requireThere);
    System.out.println("files accepted: " + accepted.size() + ", missing or wrong: " + faults.size());
    faults.stream().limit(10).forEach(System.out::println);
    return isAtRest() && faults.isEmpty() && !accepted.isEmpty();
  }

  private interface Step {
    void run(Random random) throws Exception;
  }

  private Thread start(int seed, Step step) {
    return Thread.ofVirtual()
        .start(
            () -> {
              var random = new Random(seed);
              while (!over) {
                try {
                  step.run(random);
                } catch (Exception broken) {
                  count("broken " + broken.getClass().getSimpleName());
                  pause(200);
                }
              }
            });
  }

  private void upload(Random random) throws Exception {
    var contents = new byte[random.nextInt(10) == 0 ? 6_000_000 : 1_000 + random.nextInt(200_000)];
    random.nextBytes(contents);
    String document =
        "{\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\",\"files\":[{\"name\":\"a\","
            + "\"type\":\"a/b\",\"contents\":\""
            + Base64.getEncoder().encodeToString(contents)
            + "\"}]}";
    HttpRequest request =
        request("/v1/files")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(document))
            .build();
    for (int attempt = 0; attempt < 200 && !over; attempt++) {
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        count("POST " + answer.statusCode() + code(answer.body()));
        if (answer.statusCode() == 200) {
          Matcher id = ID.matcher(answer.body());
          id.find();
          accepted.put(id.group(1), sha256(contents));
          ids.add(id.group(1));
          return;
        }
      } catch (IOException broken) {
        count("POST " + broken.getClass().getSimpleName());
      }
      pause(500);
    }
  }

  private void download(Random random) throws Exception {
    if (ids.isEmpty()) {
      pause(100);
      return;
    }
    String id = ids.get(random.nextInt(ids.size()));
    HttpResponse<byte[]> answer =
        http.send(request("/v1/files/" + id).build(), BodyHandlers.ofByteArray());
    count("GET " + answer.statusCode());
    if (answer.statusCode() == 200) {
      require(id, sha256(answer.body()));
    } else if (answer.statusCode() != 503) {
      faults.add("GET " + id + " was answered " + answer.statusCode());
    } else {
      pause(200);
    }
  }

  /** The reset of a client that goes away: at random within 30 ms of its request. */
  private void leave(Random random) throws Exception {
    if (ids.isEmpty()) {
      pause(100);
      return;
    }
    String id = ids.get(random.nextInt(ids.size()));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoLinger(true, 0);
      String head =
          "GET /v1/files/" + id + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      pause(random.nextInt(30));
      count("reset");
    }
  }

  private void requireThere(String id) {
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        HttpResponse<byte[]> answer =
            http.send(request("/v1/files/" + id).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() == 200) {
          require(id, sha256(answer.body()));
          return;
        }
        pause(500);
      } catch (Exception broken) {
        pause(500);
      }
    }
    faults.add(id + " is not there");
  }

  private void require(String id, String sha256) {
    if (!sha256.equals(accepted.get(id))) {
      faults.add(id + " is not what was sent");
    }
  }

  private boolean isAtRest() throws Exception {
    Map<String, Double> wanted =
        Map.of(
            "satchel_download_running", 0.0,
            "satchel_http_exchanges", 0.0,
            "satchel_upload_memory_reserved_bytes", 0.0,
            "satchel_upload_waiting", 0.0);
    HttpRequest ask =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
            .timeout(TIMEOUT)
            .build();
    long end = System.nanoTime() + REST.toNanos();
    while (true) {
      String metrics =
          http.send(ask, BodyHandlers.ofString()).body();
      List<String> moving =
          wanted.entrySet().stream()
              .filter(it -> value(metrics, it.getKey()) != it.getValue())
              .map(it -> it.getKey() + " " + value(metrics, it.getKey()))
              .toList();
      if (moving.isEmpty() || System.nanoTime() > end) {
        System.out.println(moving.isEmpty() ? "counters: at rest" : "counters: " + moving);
        return moving.isEmpty();
      }
      Thread.sleep(500);
    }
  }

  /** Not a number where there is no such metric, so that it never is what was wanted. */
  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, first -> new AtomicInteger()).incrementAndGet();
  }

  private static String code(String body) {
    Matcher code = Pattern.compile("\"code\":\\s*\"([a-z_]+)\"").matcher(body);
    return code.find() ? " " + code.group(1) : "";
  }

  private static String sha256(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
