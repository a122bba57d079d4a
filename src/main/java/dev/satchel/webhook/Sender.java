package dev.satchel.webhook;

import dev.satchel.webhook.DeliveryExchange.Answer;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes one attempt at a delivery. The connection goes to an address that the guard has seen, while
 * TLS and {@code Host} keep the name; redirects are not followed. Never fails: what went wrong is
 * part of the result. Never blocks.
 *
 * <p>Each step ends by itself in what is left of the time, and lets go of its connection, or of its
 * place in line for one. Nobody gives a step up from outside, which would leave behind a connection
 * that nobody uses.
 */
@ApplicationScoped
class Sender {

  private final Vertx vertx;
  private final HttpClient http;
  private final Targets targets;
  private final Clock clock;
  private final Duration timeout;
  private final WebhookSettings settings;
  private final DeliverySpans spans;

  Sender(Vertx vertx, Targets targets, DeliverySpans spans, Clock clock, WebhookConfig config) {
    this.vertx = vertx;
    this.targets = targets;
    this.spans = spans;
    this.clock = clock;
    this.timeout = config.timeout();
    this.settings = WebhookSettings.of(config);
    this.http =
        vertx
            .httpClientBuilder()
            .with(options(config))
            // Of one host, whose targets each have their share of them in TargetShares.
            .with(new PoolOptions().setHttp1MaxSize(config.concurrency()))
            .withConnectHandler(Sender::passOverInterimAnswers)
            .build();
  }

  private static void passOverInterimAnswers(HttpConnection made) {
    InterimAnswers.passOver(((ConnectionBase) made).channel().pipeline());
  }

  private static HttpClientOptions options(WebhookConfig config) {
    return new HttpClientOptions()
        .setConnectTimeout((int) config.timeout().toMillis())
        .setMaxHeaderSize(16 * 1024)
        // Its own spans and headers would tell more than DeliverySpans does.
        .setTracingPolicy(TracingPolicy.IGNORE)
        .setKeepAliveTimeout(10);
  }

  /** Tries once, within {@code satchel.webhooks.timeout}. */
  Uni<Attempt> send(DueDelivery delivery) {
    Instant start = clock.instant();
    long nanos = System.nanoTime();
    Span span = spans.begun(delivery);
    return Uni.createFrom()
        .item(() -> new Signed(delivery, targets.parse(delivery.url()), secrets(delivery), span))
        .chain(
            signed ->
                targets.resolve(signed.url).chain(address -> exchange(signed, address, start)))
        .map(answer -> attempt(start, nanos, answer))
        .onFailure()
        .recoverWithItem(failure -> failed(start, nanos, failure))
        .invoke(attempt -> spans.ended(span, attempt));
  }

  /** A delivery, where it goes, what signs it, and its trace. */
  private record Signed(
      DueDelivery delivery, TargetUrl url, List<EndpointSecret> secrets, Span span) {}

  private List<EndpointSecret> secrets(DueDelivery delivery) {
    UUID webhook = delivery.webhook();
    return webhook == null
        ? settings.requestUrlSecrets()
        : delivery.secrets().stream().map(kept -> settings.seal().open(webhook, kept)).toList();
  }

  private Uni<Answer> exchange(Signed signed, InetAddress address, Instant start) {
    return Uni.createFrom()
        .completionStage(
            () -> http.request(options(signed.url, address, left(start))).toCompletionStage())
        .chain(request -> exchange(signed, request, start));
  }

  private Uni<Answer> exchange(Signed signed, HttpClientRequest request, Instant start) {
    Buffer body = Buffer.buffer(signed.delivery.payload());
    headers(request, signed, body);
    return Uni.createFrom()
        .completionStage(() -> new DeliveryExchange(vertx, request).run(body, left(start)));
  }

  /** Milliseconds of the timeout that are left, at least one. */
  private long left(Instant start) {
    return Math.max(1, timeout.minus(Duration.between(start, clock.instant())).toMillis());
  }

  /**
   * @param patience milliseconds to wait for a connection, a place in the pool included
   */
  private static RequestOptions options(TargetUrl url, InetAddress address, long patience) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setConnectTimeout(patience)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
        .setHost(url.host())
        .setPort(url.port())
        .setSsl(url.isTls())
        .setURI(url.requestTarget())
        .setFollowRedirects(false);
  }

  private void headers(HttpClientRequest request, Signed signed, Buffer body) {
    String id = signed.delivery.event().toString();
    long timestamp = clock.instant().getEpochSecond();
    request
        .putHeader("Content-Type", "application/json")
        .putHeader("User-Agent", "Satchel")
        .putHeader("webhook-id", id)
        .putHeader("webhook-timestamp", Long.toString(timestamp));
    spans.traceParent(signed.span).ifPresent(trace -> request.putHeader("traceparent", trace));
    if (!signed.secrets.isEmpty()) {
      request.putHeader(
          "webhook-signature",
          SignatureHeader.value(signed.secrets, id, timestamp, body.getBytes()));
    }
  }

  private Attempt attempt(Instant start, long nanos, Answer answer) {
    boolean taken = answer.status() >= 200 && answer.status() < 300;
    return new Attempt(
        start,
        Duration.ofNanos(System.nanoTime() - nanos),
        answer.status(),
        taken ? null : AttemptError.STATUS,
        answer.excerpt(),
        RetryAfter.parse(answer.retryAfter(), clock.instant()));
  }

  private static Attempt failed(Instant start, long nanos, Throwable failure) {
    return new Attempt(
        start,
        Duration.ofNanos(System.nanoTime() - nanos),
        null,
        AttemptError.of(failure),
        null,
        Optional.empty());
  }
}
