package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Receiver;
import dev.satchel.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

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

    Attempt attempt = send(sender(Map.of()), "https://hooks.example:" + port() + "/");

    assertThat(attempt.isSuccess()).isFalse();
    assertThat(attempt.statusCode()).isNull();
  }

  @Test
  void givesUpAfterTheTimeoutHoweverTheTargetStalls() {
    receiver.does(Receiver.trickleHead());

    Attempt attempt = send(sender(Map.of()), receiver.url("/"));

    assertThat(attempt.error()).isEqualTo(AttemptError.TIMEOUT);
    assertThat(attempt.duration()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(2));
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
    UUID id = UUID.randomUUID();
    var delivery = new DueDelivery(id, id, id, null, url, 1, 0, List.of(), true, "{\"a\":1}");
    return sender.send(delivery).await().atMost(Duration.ofSeconds(10));
  }

  private Sender sender(Map<String, String> properties) {
    var all =
        new HashMap<>(
            Map.of(
                "satchel.webhooks.allow-http", "true",
                "satchel.webhooks.allowed-networks", "127.0.0.0/8",
                "satchel.webhooks.timeout", "300ms"));
    all.putAll(properties);
    var config = Settings.with(all);
    return new Sender(vertx, new Targets(this::resolve, config), Clock.systemUTC(), config);
  }

  private Uni<List<InetAddress>> resolve(String host) {
    try {
      return Uni.createFrom().item(List.of(InetAddress.getByName(address)));
    } catch (UnknownHostException e) {
      return Uni.createFrom().failure(e);
    }
  }
}
