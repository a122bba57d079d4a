package dev.satchel.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/**
 * One upload, tried again where it may succeed then: with the same {@code Idempotency-Key}, so that
 * what has been taken is not taken twice.
 */
final class Upload {

  private static final int TRIES = 4;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_SECONDS = 1;
  private static final long LONGEST_PAUSE_SECONDS = 60;

  private final URI files;
  private final String key;
  private final Form form;
  private final String idempotencyKey = UUID.randomUUID().toString();

  /**
   * Sends nothing yet.
   *
   * @param server the URL below which {@code /v1/files} is
   */
  Upload(URI server, String key, Form form) {
    this.files = URI.create(server.toString().replaceFirst("/+$", "") + "/v1/files");
    this.key = key;
    this.form = form;
  }

  /**
   * The service's last answer. Blocks until then.
   *
   * @throws IOException where there was none
   */
  HttpResponse<String> send() throws IOException, InterruptedException {
    // One connection, and nothing that is sent before it is known what the service speaks.
    try (var http =
        HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT).build()) {
      for (int left = TRIES - 1; ; left--) {
        long pause;
        try {
          HttpResponse<String> answer = send(http);
          if (left == 0 || !mayChange(answer.statusCode())) {
            return answer;
          }
          pause = pause(answer, TRIES - left);
        } catch (IOException failure) {
          if (left == 0) {
            throw failure;
          }
          pause = pause(TRIES - left);
        }
        Thread.sleep(Duration.ofSeconds(pause));
      }
    }
  }

  private HttpResponse<String> send(HttpClient http) throws IOException, InterruptedException {
    long length = form.length();
    try (var progress = Progress.of(length)) {
      BodyPublisher body = BodyPublishers.fromPublisher(progress.of(form.body()), length);
      var request =
          HttpRequest.newBuilder(files)
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", form.contentType())
              .header("Idempotency-Key", idempotencyKey)
              .POST(body)
              .build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** Too many calls, or trouble that passes (RFC 9110 section 15.6.4); and one that still runs. */
  private static boolean mayChange(int status) {
    return status == 409 || status == 429 || status == 502 || status == 503 || status == 504;
  }

  private static long pause(HttpResponse<?> answer, int tried) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .map(seconds -> Math.min(seconds, LONGEST_PAUSE_SECONDS))
        .orElseGet(() -> pause(tried));
  }

  private static long pause(int tried) {
    return Math.min(FIRST_PAUSE_SECONDS << (tried - 1), LONGEST_PAUSE_SECONDS);
  }
}
