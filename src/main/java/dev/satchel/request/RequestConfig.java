package dev.satchel.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long file requests are kept. */
@ConfigMapping(prefix = "satchel.retention")
public interface RequestConfig {

  /**
   * How long a file request, and whom it names, is kept after it was made, has expired and has lost
   * its last file, whichever comes last.
   */
  @WithDefault("2160h")
  @DurationMin(seconds = 1)
  Duration requestHistory();
}
