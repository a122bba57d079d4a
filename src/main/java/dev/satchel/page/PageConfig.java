package dev.satchel.page;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What the page's script does with photos. */
@ConfigMapping(prefix = "satchel.page")
public interface PageConfig {

  /**
   * Pixels of a photo, beyond which the browser makes it smaller before it is sent; what the camera
   * has written into the file, such as time and place, is lost then. Default: sent as it is.
   */
  Optional<@Min(100_000) @Max(1_000_000_000) Long> maxPixels();
}
