package dev.satchel.client;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An answer that is no success. What the network does wrong is another {@link IOException}. */
public final class SatchelException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String path;
  private final String requestId;
  private final Duration retryAfter;

  private SatchelException(
      int status, String code, String error, String path, HttpHeaders headers) {
    super(
        "%d %s: %s%s (request %s)"
            .formatted(
                status,
                code.isEmpty() ? "error" : code,
                error,
                path == null ? "" : " [" + path + "]",
                headers.firstValue("X-Request-Id").orElse("unknown")));
    this.status = status;
    this.code = code;
    this.path = path;
    this.requestId = headers.firstValue("X-Request-Id").orElse(null);
    this.retryAfter =
        headers
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(null);
  }

  static SatchelException of(int status, HttpHeaders headers, String body) {
    Map<?, ?> problem = Map.of();
    try {
      problem = Json.read(body) instanceof Map<?, ?> map ? map : problem;
    } catch (IOException notOurs) {
      // The answer of something in between, which has a status all the same.
    }
    return new SatchelException(
        status,
        problem.get("code") instanceof String code ? code : "",
        problem.get("error") instanceof String error ? error : "no more is said",
        problem.get("path") instanceof String path ? path : null,
        headers);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** The stable name of the fault; empty where the answer has no body, as with 401 and 404. */
  public String code() {
    return code;
  }

  /** The field at fault. */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /** What to ask the operator about. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** How long the service asks to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
