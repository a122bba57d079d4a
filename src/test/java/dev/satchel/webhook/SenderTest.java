package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.Settings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** For targets that do not answer. */
  private static final Map<String, String> HASTY = Map.of("satchel.webhooks.timeout", "300ms");

  private final Vertx vertx = Vertx.vertx();
  private volatile String address = "127.0.0.1";
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = Receiver.start();
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void connectsToTheCheckedAddressAndKeepsTheName() {
    Attempt attempt = send(sender(Map.of()), "http://hooks.example:" + port() + "/a?b=c");

    assertThat(attempt.statusCode()).isEqualTo(204);
    assertThat(receiver.deliveries().getFirst().header("host"))
        .isEqualTo("hooks.example:" + port());
    assertThat(receiver.deliveries().getFirst().path()).isEqualTo("/a?b=c");
  }

  @Test
  void tellsTheTargetOfItsTraceAndOfNothingElse() {
    send(traced(Map.of()), receiver.url("/"));

    assertThat(receiver.deliveries().getFirst().header("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(receiver.deliveries().getFirst().headers())
        .doesNotContainKeys("tracestate", "baggage", "b3");
  }

  @Test
  void tellsTheTargetOfNoTraceWhereThatIsOffOrThereIsNone() {
    send(traced(Map.of("satchel.webhooks.trace-context", "false")), receiver.url("/"));
    send(sender(Map.of()), receiver.url("/"));

    assertThat(receiver.deliveries())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.headers()).doesNotContainKey("traceparent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"})
  void connectsToNothingOnceTheNameResolvesToSomethingElse(String other) {
    Sender sender = sender(Map.of());
    String url = "http://hooks.example:" + port() + "/";
    assertThat(send(sender, url).isSuccess()).isTrue();

    address = other;
    Attempt attempt = send(sender, url);

    assertThat(attempt.error()).isEqualTo(AttemptError.FORBIDDEN_ADDRESS);
    assertThat(attempt.statusCode()).isNull();
    assertThat(receiver.deliveries()).hasSize(1);
  }

  @Test
  void sendsNothingUnencryptedThatHasToBe() {
    Attempt attempt =
        send(sender(Map.of("satchel.webhooks.allow-http", "false")), receiver.url("/"));

    assertThat(attempt.error()).isEqualTo(AttemptError.INVALID_URL);
    assertThat(receiver.deliveries()).isEmpty();
  }

  @Test
  void tellsWhatWentWrongFromATargetThatSpeaksNoTls() {
    receiver.does(Receiver.text(200, "hello"));

    Attempt attempt = send(sender(HASTY), "https://hooks.example:" + port() + "/");

    assertThat(attempt.isSuccess()).isFalse();
    assertThat(attempt.statusCode()).isNull();
  }

  /** RFC 9110 section 15.2: the status that counts comes last, on a connection that is kept. */
  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103, 199})
  void waitsForTheFinalStatus(int interim) {
    String line = "HTTP/1.1 " + interim + " Wait";
    receiver.does(
        Receiver.lines(
            line, "Link: a", "", line, "", "HTTP/1.1 200 OK", "Content-Length: 3", "", "a"));
    Sender sender = sender(Map.of());

    for (int i = 0; i < 3; i++) {
      assertThat(send(sender, receiver.url("/")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void waitsForTheFinalStatusNoLongerThanForAnyOther() {
    receiver.does(Receiver.lines("HTTP/1.1 102 Processing", ""));

    assertThat(send(sender(HASTY), receiver.url("/")).error()).isEqualTo(AttemptError.TIMEOUT);
  }

  @ParameterizedTest
  @CsvSource({"16, 204,", "17, , CONNECTION"})
  void takesABoundedNumberOfInterimAnswers(int count, Integer status, AttemptError error) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      lines.addAll(List.of("HTTP/1.1 102 Processing", ""));
    }
    lines.addAll(List.of("HTTP/1.1 204 No Content", ""));
    receiver.does(Receiver.lines(lines.toArray(String[]::new)));

    Attempt attempt = send(sender(Map.of()), receiver.url("/"));

    assertThat(attempt.statusCode()).isEqualTo(status);
    assertThat(attempt.error()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"220 mail.example ESMTP", "SSH-2.0-OpenSSH_9.2p1", "HTTP/x.y 200 OK", ""})
  void anAnswerThatIsNotHttpIsNoFaultOfTheUrl(String answer) {
    receiver.does(
        (delivery, client) -> {
          Receiver.lines(answer, "").answer(delivery, client);
          client.close();
        });

    Attempt attempt = send(sender(Map.of()), receiver.url("/"));

    assertThat(attempt.error()).isEqualTo(AttemptError.CONNECTION);
    assertThat(attempt.statusCode()).isNull();
  }

  @Test
  void givesUpAfterTheTimeoutHoweverTheTargetStalls() {
    receiver.does(Receiver.trickleHead());

    Attempt attempt = send(sender(HASTY), receiver.url("/"));

    assertThat(attempt.error()).isEqualTo(AttemptError.TIMEOUT);
    assertThat(attempt.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void doesNotHoldATargetUpByOthersOfItsHost() {
    Receiver.Behaviour stall = Receiver.stall(60_000);
    receiver.does(
        (delivery, client) ->
            (delivery.path().equals("/well") ? Receiver.status(204) : stall)
                .answer(delivery, client));
    Sender sender = sender(Map.of("satchel.webhooks.timeout", "8s"));
    List<CompletableFuture<Attempt>> stalling =
        IntStream.range(0, 32).mapToObj(i -> start(sender, receiver.url("/stalls/" + i))).toList();

    assertThat(send(sender, receiver.url("/well")).statusCode()).isEqualTo(204);
    assertThat(stalling).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void reachesAHostAgainAfterMoreHaveWaitedForItThanMayConnect() throws Exception {
    Sender sender =
        sender(
            Map.of(
                "satchel.webhooks.timeout", "300ms",
                "satchel.webhooks.concurrency", "2",
                "satchel.webhooks.concurrency-per-target", "2"));
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      List<Socket> crowd = crowd(silent);
      List<CompletableFuture<Attempt>> waiting =
          IntStream.range(0, 20).mapToObj(i -> start(sender, url)).toList();
      assertThat(waiting)
          .map(CompletableFuture::join)
          .map(Attempt::error)
          .isSubsetOf(AttemptError.TIMEOUT, AttemptError.CONNECT);

      for (Socket guest : crowd) {
        guest.close();
      }
      try (Receiver awake = Receiver.on(silent)) {
        Eventually.holds(() -> assertThat(send(sender, url).statusCode()).isEqualTo(204));
        assertThat(awake.deliveries()).isNotEmpty();
      }
    }
  }

  @Test
  void signsForUrlsOfRequestsOnlyWithASecretOfTheirs() {
    send(sender(Map.of()), receiver.url("/"));
    send(sender(Map.of("satchel.webhooks.request-url-secret", SECRET)), receiver.url("/"));

    assertThat(receiver.deliveries().getFirst().headers()).doesNotContainKey("webhook-signature");
    Receiver.Delivery signed = receiver.deliveries().getLast();
    assertThat(signed.header("webhook-signature"))
        .isEqualTo(
            SignatureHeader.value(
                List.of(EndpointSecret.parse(SECRET)),
                signed.header("webhook-id"),
                Long.parseLong(signed.header("webhook-timestamp")),
                signed.body().getBytes(StandardCharsets.UTF_8)));
  }

  private int port() {
    return URI.create(receiver.url("/")).getPort();
  }

  private Attempt send(Sender sender, String url) {
    return start(sender, url).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static CompletableFuture<Attempt> start(Sender sender, String url) {
    UUID id = UUID.randomUUID();
    var delivery = new DueDelivery(id, id, id, null, url, 1, 0, List.of(), true, "{\"a\":1}");
    return sender.send(delivery).subscribeAsCompletionStage();
  }

  /** Takes all places in line for {@code server}: it does not even refuse whoever comes next. */
  private static List<Socket> crowd(ServerSocket server) throws IOException {
    var crowd = new ArrayList<Socket>();
    try {
      while (crowd.size() < 10) {
        var guest = new Socket();
        crowd.add(guest);
        guest.connect(server.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException full) {
      // As it should be.
    }
    return crowd;
  }

  private Sender sender(Map<String, String> properties) {
    return sender(properties, OpenTelemetry.noop());
  }

  private Sender traced(Map<String, String> properties) {
    return sender(
        properties,
        OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build());
  }

  private Sender sender(Map<String, String> properties, OpenTelemetry telemetry) {
    var all =
        new HashMap<>(
            Map.of(
                "satchel.webhooks.allow-http", "true",
                "satchel.webhooks.allowed-networks", "127.0.0.0/8",
                "satchel.webhooks.timeout", "10s"));
    all.putAll(properties);
    var config = Settings.with(WebhookConfig.class, all);
    var spans = new DeliverySpans(telemetry, config);
    return new Sender(vertx, new Targets(this::resolve, config), spans, Clock.systemUTC(), config);
  }

  private Uni<List<InetAddress>> resolve(String host) {
    try {
      return Uni.createFrom().item(List.of(InetAddress.getByName(address)));
    } catch (UnknownHostException e) {
      return Uni.createFrom().failure(e);
    }
  }
}
