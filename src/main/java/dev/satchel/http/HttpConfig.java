package dev.satchel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** What one client may hold by its connections, and what is served to whom. */
@ConfigMapping(prefix = "satchel.http")
public interface HttpConfig {

  /** As browsers write it (RFC 6454 section 6.2): no default port, and nothing behind it. */
  String ORIGIN = "https?://(\\[[0-9a-f:.]+]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?";

  /** Connections that may be open; one more is closed as soon as it is accepted. */
  @WithDefault("10000")
  @Min(1) @Max(1_000_000) int maxConnections();

  /**
   * How long a client may take to send the head of a request: the first one from when it connects,
   * each further one from its first byte.
   */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration headerTimeout();

  /** How long a client may take to send the body of a call that is not an upload. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration bodyTimeout();

  /** Whether what is below {@code /q} is served on the API's port as well. */
  @WithDefault("false")
  boolean managementOnApiPort();

  /**
   * Whether HTTP/2 is spoken without TLS, by those who know that it is and by an upgrade of HTTP/1,
   * which a request without a body may ask for.
   */
  @WithDefault("false")
  boolean cleartextHttp2();

  /**
   * Origins whose pages may call the API from a browser, such as {@code https://app.example}.
   * Default: none.
   */
  Optional<List<@Pattern(regexp = ORIGIN) String>> corsOrigins();

  /**
   * URLs of the API that its OpenAPI document names, such as {@code https://files.example}, so that
   * the page that shows the document can try calls. Default: none, which is the document's own
   * place.
   */
  Optional<List<@Pattern(regexp = ORIGIN + "(/[a-zA-Z0-9._~-]+)*") String>> apiUrls();

  /** CONTINUATION frames of less than 8 KiB that the headers of one request may take. */
  @WithDefault("16")
  @Min(1) @Max(1_000) int maxContinuationFrames();
}
