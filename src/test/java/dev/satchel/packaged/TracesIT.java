package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.Receiver.Delivery;
import dev.satchel.testing.TraceCollector;
import dev.satchel.testing.TraceCollector.Span;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.WebhooksApi;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What traces and the log tell of requests, as the service is shipped, and what they do not. */
@ExtendWith(EmptyStorage.class)
class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String[] HEADERS = {
    "traceparent", "00-" + TRACE + "-" + CALLER + "-01",
    "tracestate", "vendor=of-the-trace",
    "baggage", "customer=of-the-caller",
    "User-Agent", "agent-of-the-caller",
    "X-Request-Id", "named-by-the-caller"
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private TraceCollector collector;
  private Receiver target;
  private PackagedSatchel satchel;

  @BeforeEach
  void start() throws Exception {
    collector = TraceCollector.start();
    target = Receiver.start();
    String[] allowed = {
      "satchel.webhooks.allow-http=true", "satchel.webhooks.allowed-networks=127.0.0.0/8"
    };
    satchel =
        PackagedSatchel.start(
            Stream.of(collector.settings(), allowed).flatMap(Stream::of).toArray(String[]::new));
  }

  @AfterEach
  void stop() throws Exception {
    satchel.close();
    target.close();
    collector.close();
  }

  @Test
  void followARequestAndSayNothingOfWhatItHolds() throws Exception {
    String hook = target.url("/secret-of-the-target?token=secret-in-the-query");
    call("POST", "/v1/webhooks", WebhooksApi.document(hook), 201);
    String request =
        JSON.readTree(
                call("POST", "/v1/file-requests", "{\"type\":\"any\",\"prompt\":\"a-prompt\"}", 201)
                    .body())
            .path("id")
            .asText();
    var document =
        UploadDocument.empty()
            .file(
                "name-of-the-file.txt",
                "text/plain",
                "what-is-in-it".getBytes(StandardCharsets.US_ASCII))
            .with("description", "what-is-said-of-it")
            .fileRequest(request);
    String id =
        JSON.readTree(call("POST", "/v1/files", document.toString(), 200).body())
            .path(0)
            .path("id")
            .asText();
    call("GET", "/v1/files/" + id, "", 200);
    call("GET", "/v1/files/name-in-a-path", "", 404);
    call("GET", "/v1/files?cursor=name-in-a-query", "", 400);
    call("POST", "/v1/files", "{", 400);

    Eventually.holds(
        () ->
            assertThat(collector.spans())
                .anyMatch(it -> isPart(it, "S3.PutObject"))
                .anyMatch(it -> isPart(it, "S3.GetObject"))
                .anyMatch(it -> isPart(it, "POST /v1/files"))
                .anyMatch(it -> isPart(it, "GET /v1/files/{id}"))
                .anyMatch(
                    it -> it.trace().equals(TRACE) && it.attributes().containsKey("db.system"))
                .anyMatch(it -> it.name().equals("deliver")));
    assertThat(collector.spans())
        .filteredOn(it -> it.name().startsWith("S3."))
        .allSatisfy(it -> assertThat(parents(it)).contains("POST /v1/files", "GET /v1/files/{id}"));
    assertThat(collector.spans())
        .filteredOn(it -> it.attributes().containsKey("db.system"))
        .allSatisfy(it -> assertThat(it.parent()).isNotEmpty());
    Delivery delivery = target.deliveries().getFirst();
    assertThat(collector.spans())
        .filteredOn(it -> it.name().equals("deliver"))
        .extracting(it -> "00-" + it.trace() + "-" + it.id() + "-01")
        .contains(delivery.header("traceparent"));
    assertThat(delivery.headers()).doesNotContainKeys("tracestate", "baggage");
    assertThat(collector.text())
        .doesNotContain(
            "of-the-caller",
            "by-the-caller",
            "of-the-target",
            "in-the-query",
            "a-prompt",
            "name-",
            "what-is",
            "127.0.0.1:" + satchel.port(),
            UploadDocument.USER,
            PackagedSatchel.BOOTSTRAP_KEY);
  }

  @Test
  void areNamedByTheLogAndByBucketsOfMetrics() throws Exception {
    call("POST", "/v1/files", "{", 400);
    call("GET", "/v1/files?cursor=x", "", 400);
    call("GET", "/v1/files?limit=x", "", 400);

    for (String code : List.of("invalid_json", "invalid_cursor", "invalid_limit")) {
      JsonNode named = Eventually.gives(() -> line("Answered 400 " + code)).path("mdc");
      assertThat(named.path("traceId").asText()).as(code).isEqualTo(TRACE);
      assertThat(named.path("requestId").asText()).isEqualTo("named-by-the-caller");
      assertThat(named.path("accountId").asText()).hasSize(36);
    }
    Eventually.holds(
        () ->
            assertThat(
                    satchel
                        .manage("/q/metrics")
                        .body()
                        .lines()
                        .filter(it -> it.startsWith("http_server_requests_seconds_bucket")))
                .anyMatch(it -> it.contains("trace_id=\"" + TRACE)));
  }

  private HttpResponse<String> call(String method, String path, String body, int status)
      throws Exception {
    HttpResponse<String> answer = satchel.call(method, path, body, HEADERS);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private static boolean isPart(Span span, String name) {
    return span.trace().equals(TRACE) && span.name().equals(name);
  }

  private List<String> parents(Span span) {
    return collector.spans().stream()
        .filter(it -> it.trace().equals(span.trace()))
        .map(Span::name)
        .toList();
  }

  private JsonNode line(String message) throws Exception {
    for (String line : Files.readAllLines(satchel.log())) {
      if (line.startsWith("{") && JSON.readTree(line).path("message").asText().equals(message)) {
        return JSON.readTree(line);
      }
    }
    throw new AssertionError("The log has no line " + message);
  }
}
