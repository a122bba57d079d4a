package dev.satchel.privacy;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** The keys of hashes of people. */
@ConfigMapping(prefix = "satchel.privacy")
public interface PrivacyConfig {

  /**
   * Keys, the one in use first: {@code <name>:<base64 of 32 bytes or more>} each. Without one no
   * file request can identify a person.
   */
  Optional<List<@Pattern(regexp = "[A-Za-z0-9._-]{1,32}:[A-Za-z0-9+/]{43,}={0,2}") String>> key();
}
