package dev.satchel.blob;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** How large a blob may be, and what memory is there for the parts of those that arrive. */
@ConfigMapping(prefix = "satchel.upload")
public interface BlobConfig {

  /** Bytes of one file after decoding. */
  @WithDefault("1G")
  MemorySize maxFileSize();

  /**
   * Bytes of off-heap buffers that all uploads share. Default: a quarter of the container's memory,
   * and no more than half of the JVM's direct memory.
   */
  Optional<MemorySize> memory();

  /** Uploads that may wait for a buffer; one more is answered {@code 503}. */
  @WithDefault("1000")
  @Min(0) int queue();
}
