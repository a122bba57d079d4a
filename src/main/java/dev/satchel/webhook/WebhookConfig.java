package dev.satchel.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Telling other systems of events. */
@ConfigMapping(prefix = "satchel.webhooks")
public interface WebhookConfig {

  /**
   * Networks whose addresses are targets although they are not public, such as {@code 10.1.0.0/16}.
   */
  Optional<List<String>> allowedNetworks();

  /** Whether deliveries may go unencrypted. */
  @WithDefault("false")
  boolean allowHttp();

  /** Webhooks of one account. */
  @WithDefault("100")
  @Min(1) @Max(10_000) int maxPerAccount();

  /**
   * Signs the deliveries to URLs that file requests name, {@code whsec_} and base64 of 24 to 64
   * bytes. Default: those are not signed.
   */
  Optional<String> requestUrlSecret();

  /**
   * What the secrets of webhooks are encrypted with in the database: each an id, a colon, and the
   * base64 of 32 bytes. The first one encrypts, the others decrypt what was encrypted with them.
   * Without one no webhook can be registered.
   */
  Optional<List<String>> secretKeys();

  /**
   * Whether secrets are encrypted. False keeps them as they are while replicas run that cannot
   * decrypt them.
   */
  @WithDefault("true")
  boolean sealSecrets();

  /** How long, after a rotation, deliveries carry a signature by the secret before as well. */
  @WithDefault("24h")
  @DurationMin(seconds = 0)
  Duration secretOverlap();

  /** How long a target may take to answer, connecting included. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration timeout();

  /** How long to wait after the first failure of a delivery, after the second, and so on. */
  @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
  List<Duration> retryDelays();

  /**
   * How long a webhook may fail, without one success or a time with nothing left to try, before it
   * is disabled.
   */
  @WithDefault("120h")
  @DurationMin(seconds = 1)
  Duration disableAfter();

  /** Deliveries that one replica makes at a time. */
  @WithDefault("128")
  @Min(1) @Max(10_000) int concurrency();

  /** Deliveries that one replica makes to one target at a time. */
  @WithDefault("16")
  @Min(1) @Max(10_000) int concurrencyPerTarget();

  /** How long after a crash a delivery that was being made is made again. */
  @WithDefault("60s")
  @DurationMin(seconds = 1)
  Duration lease();

  /**
   * Whether deliveries carry the {@code traceparent} of their attempt, where traces are switched
   * on.
   */
  @WithDefault("true")
  boolean traceContext();

  /** Between two looks for deliveries that are due; new ones do not wait for it. */
  @WithDefault("1s")
  @DurationMin(millis = 10)
  Duration pollEvery();
}
