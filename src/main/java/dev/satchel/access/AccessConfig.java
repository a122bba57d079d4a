package dev.satchel.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Settings of callers: the bootstrap key, how long keys are remembered, how often they may call,
 * and how often somebody may try others.
 */
@ConfigMapping(prefix = "satchel.api")
public interface AccessConfig {

  /**
   * The key of the account {@code default} with every scope, set at start. Without it no bootstrap
   * key is valid. What no {@code Authorization} header can carry is refused, and one of less than
   * 20 characters too, but in the profiles {@code dev} and {@code test}.
   */
  Optional<@Pattern(regexp = "[A-Za-z0-9._~+/-]{1,255}=*") String> bootstrapKey();

  /** How long a key that was found valid is not looked up again, at most 4 seconds. */
  @WithDefault("2s")
  @DurationMin(millis = 1)
  @DurationMax(seconds = 4)
  Duration keyCacheTime();

  /** Keys that are remembered meanwhile. */
  @WithDefault("10000")
  @Min(1) @Max(1_000_000) int keyCacheSize();

  /** Requests a minute that a key may make to each replica. Default: as many as it likes. */
  Optional<@Min(1) @Max(100_000) Integer> rateLimit();

  /**
   * Keys that are not valid which a client may try in a minute, all at once or spread, at each
   * replica. A client is an IPv4 address or the {@code /64} of an IPv6 address. One more is
   * answered {@code 429} without asking the database, as are then its keys that have not been valid
   * at this replica in the last hour.
   */
  @WithDefault("60")
  @Min(1) @Max(1_000_000) int failedAuthLimit();

  /** Clients of which a replica remembers how many such keys they have tried. */
  @WithDefault("10000")
  @Min(1) @Max(1_000_000) int failedAuthAddresses();
}
