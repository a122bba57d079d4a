package dev.satchel.request;

import dev.satchel.http.HttpConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The pages at which file requests are answered: whether there are any, and who gets in. */
@ConfigMapping(prefix = "satchel.page")
public interface LinkConfig {

  /** Whether file requests have pages, at {@code /r/{shortLinkId}}. */
  @WithDefault("false")
  boolean enabled();

  /** Where browsers find this service, such as {@code https://files.example}. */
  Optional<@Pattern(regexp = HttpConfig.ORIGIN + "(/[a-zA-Z0-9._~-]+)*") String> baseUrl();

  /** Dates of birth that may be wrong, before a link that asks for it is locked. */
  @WithDefault("5")
  @Min(1) @Max(100) int birthDateTries();

  /** How long a browser that knew the date of birth is not asked again. */
  @WithDefault("12h")
  @DurationMin(seconds = 1)
  Duration passTime();
}
