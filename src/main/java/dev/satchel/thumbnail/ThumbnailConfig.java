package dev.satchel.thumbnail;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Measuring images and making thumbnails. */
@ConfigMapping(prefix = "satchel.image")
public interface ThumbnailConfig {

  /** What makes thumbnails. */
  enum Engine {
    /**
     * {@link #NATIVE} where libjpeg-turbo is installed; else {@link #PORTABLE}, with libvips for
     * what Java does not read where that is installed.
     */
    AUTO,
    /** libjpeg-turbo and, where it is installed, libvips. Without libjpeg-turbo nothing starts. */
    NATIVE,
    /** Java alone: slower, and without HEIC and AVIF. */
    PORTABLE
  }

  /** What makes thumbnails. */
  @WithDefault("auto")
  Engine engine();

  /** Where pictures are decoded. */
  enum Isolation {
    /** In processes of their own those that libvips decodes, all others in the service. */
    AUTO,
    /** In the service. */
    NONE,
    /** In processes of their own, which know nothing but the picture. */
    PROCESS
  }

  /** Where pictures are decoded. */
  @WithDefault("auto")
  Isolation isolation();

  /** How long a process is kept that has no picture to decode. */
  @WithDefault("1m")
  @DurationMin(millis = 100)
  Duration workerIdle();

  /** Declared pixels above which a picture counts as one that cannot be decoded. */
  @WithDefault("100000000")
  @Min(1) long maxPixels();

  /**
   * Bytes of a file above which no thumbnail of it is made; at most half of the heap, which all
   * sources share.
   */
  @WithDefault("64M")
  MemorySize maxSourceSize();

  /**
   * Bytes that all renderings by libraries may take together, each of them up to all of it; and one
   * by Java alone. Default: a quarter of the container's memory, and half of the heap shared out
   * among the workers.
   */
  Optional<MemorySize> maxMemory();

  /** How long one rendering may take. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration timeout();

  /**
   * Whether {@code imageSize} is answered with {@code 415} where there is no thumbnail to be had;
   * else with the original.
   */
  @WithDefault("false")
  boolean strict();

  /**
   * After which a picture is tried once more whose decoding has crashed or taken too long. One that
   * cannot be decoded is not tried again by the same libraries within the same limits.
   */
  @WithDefault("1h")
  @DurationMin(millis = 1)
  Duration retryAfter();

  /** Threads that measure and render. Default: the number of processors. */
  Optional<@Min(1) @Max(256) Integer> workers();

  /**
   * Renderings that may wait for a worker, shared by the accounts that want them; one more is
   * answered {@code 503}. As many of {@link #precompute} may wait.
   */
  @WithDefault("64")
  @Min(0) int queue();

  /** Thumbnails of one file that are kept in the store; more of them are made each time. */
  @WithDefault("16")
  @Min(0) @Max(1000) int storedSizes();

  /**
   * Bytes that a replica may remember of small kept thumbnails, one for each 32K of it; 0 for none.
   */
  @WithDefault("16M")
  MemorySize cacheSize();

  /**
   * How long they are remembered, so how long bytes may stay in memory whose file is gone. They are
   * not served then.
   */
  @WithDefault("5m")
  @DurationMin(millis = 1)
  Duration cacheTime();

  /**
   * Thumbnails that are made of every image right after its upload, {@code WxH} each. Default:
   * none.
   */
  Optional<List<@Pattern(regexp = IMAGE_SIZE) String>> precompute();

  /** As for the parameter {@code imageSize}. */
  String IMAGE_SIZE = "([1-9][0-9]{0,3}|10000)x([1-9][0-9]{0,3}|10000)";
}
