package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a client writes becomes no label of a metric, whoever refuses it, and whenever. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RouteLabelsTest {

  /** More than the paths that are counted. */
  private static final int REQUESTS = 120;

  private static final Pattern URI = Pattern.compile("^http_server_.*uri=\"([^\"]*)\"");

  private static final String PREFLIGHT = "Access-Control-Request-Method: GET";

  /** Each gets a text that nobody else has. */
  private static final List<String> FORMS =
      List.of(
          "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/files/%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/files/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer dev-key\r\n\r\n",
          "GET /v1/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer dev-key\r\n\r\n",
          "PUT /v1/files?%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer dev-key\r\n\r\n",
          "GET /v1/files;%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/./%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer dev-key\r\n\r\n",
          "GET /v1//%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET http://%s/v1/files HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%s HTTP/1.1\r\n\r\n",
          "GET /%s HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
          "GET  /%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%s HTTP/9.9\r\nHost: a\r\n\r\n",
          head("OPTIONS /v1/%s HTTP/1.1", "nope", "Origin: https://app.example", PREFLIGHT),
          "%s / HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /r/%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /r/assets/%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST /r/%s/uploads HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /q/%s HTTP/1.1\r\nHost: a\r\n\r\n");

  @Test
  void areTemplatesOrOneWord() throws Exception {
    String text = "t" + UUID.randomUUID().toString().replace("-", "");
    for (int i = 0; i < REQUESTS; i++) {
      String form = FORMS.get(i % FORMS.size());
      try (var client = RawConnection.open()) {
        client.send(form.formatted(text + i));
        assertThat(client.answer().status()).as(form).isBetween(200, 499);
      }
      Management.get("/q/" + text + i);
    }
    FilesApi.BOOTSTRAP.download(UUID.randomUUID().toString());

    Eventually.holds(
        () -> {
          String metrics = Metrics.all();
          assertThat(metrics).contains("uri=\"/v1/files/{id}\"").doesNotContainIgnoringCase(text);
          assertThat(uris(metrics))
              .contains("NONE")
              .allMatch(it -> it.matches("NONE|/(v1|r)/[a-z/{}A-Z-]+"));
        });
  }

  private static List<String> uris(String metrics) {
    return metrics
        .lines()
        .map(URI::matcher)
        .filter(it -> it.find())
        .map(it -> it.group(1))
        .distinct()
        .toList();
  }
}
