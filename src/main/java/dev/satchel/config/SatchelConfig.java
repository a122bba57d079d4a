package dev.satchel.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Every setting of Satchel, validated at start: a value out of its bounds stops the service with a
 * message that names the property.
 */
@ConfigMapping(prefix = "satchel")
public interface SatchelConfig {

  /** Keys and the conventions of all calls. */
  Api api();

  /** What one client may hold by its connections. */
  Http http();

  /** The way to PostgreSQL. Where it is and its credentials are {@code quarkus.datasource.*}. */
  Database database();

  /** Limits of an upload and of the memory that all uploads share. */
  Upload upload();

  /** Requests that may come twice. */
  Idempotency idempotency();

  /** How files are served. */
  Download download();

  /** Measuring images and making thumbnails. */
  Image image();

  /** Telling other systems of events. */
  Webhooks webhooks();

  /** Forgetting files on time. */
  Retention retention();

  /** The object store. Where it is and its credentials are the {@code quarkus.s3.*} settings. */
  S3 s3();

  /** Settings of {@code satchel.api}. */
  interface Api {
    /**
     * The key of the account {@code default} with every scope, set at start. Without it no
     * bootstrap key is valid. What no {@code Authorization} header can carry is refused.
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

    /** Keys of one account, without those that are revoked. */
    @WithDefault("1000")
    @Min(1) @Max(1_000_000) int maxKeysPerAccount();

    /** Requests a minute that a key may make to each replica. Default: as many as it likes. */
    Optional<@Min(1) @Max(100_000) Integer> rateLimit();

    /** Files in one page of a list when the caller names no limit. */
    @WithDefault("50")
    @Min(1) @Max(1000) int pageSize();

    /** The most files that one page of a list may hold. */
    @WithDefault("200")
    @Min(1) @Max(1000) int maxPageSize();

    /**
     * How long the rest of a request body is read and thrown away after an answer was given early,
     * so that a client that is still sending sees the answer.
     */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration lingerTimeout();

    /** How long, meanwhile, nothing may come before the connection is closed. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration lingerIdle();

    /** How long a call waits for the database before it is answered {@code 503}. */
    @WithDefault("15s")
    @DurationMin(millis = 1)
    Duration databaseTimeout();

    /** Bytes of the body of a call that is not an upload. */
    @WithDefault("64K")
    MemorySize maxBodySize();

    /** How long an answer {@code 503} asks the client to wait; whole seconds. */
    @WithDefault("5s")
    @DurationMin(seconds = 1)
    Duration retryAfter();
  }

  /** Settings of {@code satchel.http}. */
  interface Http {
    /** Connections that may be open; one more is closed as soon as it is accepted. */
    @WithDefault("10000")
    @Min(1) @Max(1_000_000) int maxConnections();

    /**
     * How long a client may take to send the head of a request: the first one from when it
     * connects, each further one from its first byte.
     */
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration headerTimeout();

    /** How long a client may take to send the body of a call that is not an upload. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration bodyTimeout();
  }

  /** Settings of {@code satchel.database}. */
  interface Database {
    /** How a pooler between the service and PostgreSQL lends its connections out. */
    enum Pooler {
      /** There is none. */
      NONE,
      /**
       * For a transaction, as PgBouncer's {@code pool_mode=transaction}. No prepared statement
       * lives longer: {@code application.properties} says what follows.
       */
      TRANSACTION,
      /** For a whole connection of the service. */
      SESSION
    }

    /** How a pooler between the service and PostgreSQL lends its connections out. */
    @WithDefault("none")
    Pooler pooler();
  }

  /** Settings of {@code satchel.upload}. */
  interface Upload {
    /** Files in one request. */
    @WithDefault("100")
    @Min(1) @Max(10_000) int maxFiles();

    /** Bytes of one file after decoding. */
    @WithDefault("1G")
    MemorySize maxFileSize();

    /** Bytes of one request body. */
    @WithDefault("8G")
    MemorySize maxRequestSize();

    /** Characters of a file's name. */
    @WithDefault("255")
    @Min(1) @Max(4096) int maxNameLength();

    /** Characters of a file's description. */
    @WithDefault("2000")
    @Min(1) @Max(100_000) int maxDescriptionLength();

    /** Levels of nesting in a member that Satchel does not know. */
    @WithDefault("64")
    @Min(1) @Max(1000) int maxDepth();

    /**
     * Bytes of off-heap buffers that all uploads share. Default: a quarter of the container's
     * memory, and no more than half of the JVM's direct memory.
     */
    Optional<MemorySize> memory();

    /** Uploads that may wait for a buffer; one more is answered {@code 503}. */
    @WithDefault("1000")
    @Min(0) int queue();

    /**
     * The time over which a client's rate is taken. Only the time counts in which Satchel reads: an
     * upload that waits for a buffer or for the store is not slow.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration idleTimeout();

    /**
     * Bytes a second that a client has to send, on average over each {@code idle-timeout}; a slower
     * one is answered {@code 408}. With 0 it has to send something.
     */
    @WithDefault("1K")
    MemorySize minRate();
  }

  /** Settings of {@code satchel.idempotency}. */
  interface Idempotency {
    /** How long the answer to a request with an {@code Idempotency-Key} is kept. */
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    Duration retention();

    /** How long after a crash the key of a running request stays in use. */
    @WithDefault("60s")
    @DurationMin(seconds = 3)
    Duration lease();

    /** Between two looks for answers that are too old. */
    @WithDefault("10m")
    @DurationMin(seconds = 1)
    Duration purgeEvery();
  }

  /** Settings of {@code satchel.download}. */
  interface Download {
    /** The {@code Cache-Control} of every file and thumbnail. */
    @WithDefault("private, no-store")
    @NotBlank String cacheControl();

    /**
     * Files and thumbnails that a replica reads from the store at a time; one more is answered
     * {@code 503}. Slow clients hold a connection each, so it is less than there are.
     */
    @WithDefault("192")
    @Min(1) @Max(10_000) int maxConcurrent();
  }

  /** Settings of {@code satchel.image}. */
  interface Image {
    /** What makes thumbnails. */
    enum Engine {
      /**
       * {@link #NATIVE} where libjpeg-turbo is installed; else the command {@code vipsthumbnail}
       * where that is installed; else {@link #PORTABLE}.
       */
      AUTO,
      /**
       * libjpeg-turbo and, where it is installed, libvips. Without libjpeg-turbo nothing starts.
       */
      NATIVE,
      /** Java alone: slower, and without HEIC and AVIF. */
      PORTABLE
    }

    /** What makes thumbnails. */
    @WithDefault("auto")
    Engine engine();

    /** Where pictures are decoded. */
    enum Isolation {
      /** In the service. */
      NONE,
      /** In processes of their own, one for each worker, which know nothing but the picture. */
      PROCESS
    }

    /** Where pictures are decoded. */
    @WithDefault("none")
    Isolation isolation();

    /** Declared pixels above which a picture counts as one that cannot be decoded. */
    @WithDefault("100000000")
    @Min(1) long maxPixels();

    /** Bytes of a file above which no thumbnail of it is made. */
    @WithDefault("64M")
    MemorySize maxSourceSize();

    /**
     * Bytes that one rendering may take, the source not counted. Default: half of the heap, and for
     * the native engine a quarter of the container's memory, shared out among the workers.
     */
    Optional<MemorySize> maxMemory();

    /** How long one rendering may take. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration timeout();

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
     * Bytes that a replica may remember of small kept thumbnails, one for each 32K of it; 0 for
     * none.
     */
    @WithDefault("16M")
    MemorySize cacheSize();

    /**
     * How long they are remembered, so how long bytes may stay in memory whose file is gone. They
     * are not served then.
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

  /** Settings of {@code satchel.webhooks}. */
  interface Webhooks {
    /**
     * Networks whose addresses are targets although they are not public, such as {@code
     * 10.1.0.0/16}.
     */
    Optional<List<String>> allowedNetworks();

    /** Whether deliveries may go unencrypted. */
    @WithDefault("false")
    boolean allowHttp();

    /** What events tell of a file request: all of it, or its id only. */
    @WithDefault("full")
    EventPayload payload();

    /** Webhooks of one account. */
    @WithDefault("100")
    @Min(1) @Max(10_000) int maxPerAccount();

    /**
     * Signs the deliveries to URLs that file requests name, {@code whsec_} and base64 of 24 to 64
     * bytes. Default: those are not signed.
     */
    Optional<String> requestUrlSecret();

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
     * How long a webhook may fail, without one success or a time with nothing left to try, before
     * it is disabled.
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

    /** Between two looks for deliveries that are due; new ones do not wait for it. */
    @WithDefault("1s")
    @DurationMin(millis = 10)
    Duration pollEvery();
  }

  /** Settings of {@code satchel.retention}. */
  interface Retention {
    /** Between two rounds of passes that remove what is due. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration every();

    /** Between two looks for files of file requests that have expired. */
    @WithDefault("20s")
    @DurationMin(seconds = 1)
    Duration tellEvery();

    /** How long after its expiry or deletion a file's bytes and metadata are removed. */
    @WithDefault("24h")
    @DurationMin(seconds = 0)
    Duration grace();

    /** How old what a crash has left, or an upload without an end, is before it is removed. */
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    Duration orphanAge();

    /** Files, uploads or objects of one batch. */
    @WithDefault("1000")
    @Min(1) @Max(1000) int batch();

    /** Between two comparisons of the whole bucket with the table of files. */
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    Duration compareEvery();

    /** Objects without an owner that one comparison may remove; more of them are a mistake. */
    @WithDefault("1000")
    @Min(0) int removalCap();

    /** Whether a comparison tells what it would remove, and removes nothing. */
    @WithDefault("false")
    boolean dryRun();

    /** How long a file may be overdue before {@code /q/health/well} turns down. */
    @WithDefault("6h")
    @DurationMin(seconds = 1)
    Duration overdueLimit();

    /** How long settled deliveries, their events, and what passes did are kept. */
    @WithDefault("720h")
    @DurationMin(seconds = 1)
    Duration history();
  }

  /** Settings of {@code satchel.s3}. */
  interface S3 {
    /** The bucket that holds every blob. It has to exist. */
    @NotBlank String bucket();

    /** What every object key starts with: names that each end with a slash. Default: nothing. */
    Optional<@Pattern(regexp = "([A-Za-z0-9._-]+/)+") String> prefix();

    /** Bytes of one part of a multipart upload; a smaller file is one PutObject. */
    @WithDefault("8M")
    MemorySize partSize();

    /** What uploads carry for the store to check. */
    @WithDefault("crc32")
    StoreChecksum checksum();

    /** By what the store is made to refuse a write whose bytes have changed on their way. */
    @WithDefault("auto")
    StoreIntegrity integrity();

    /**
     * How long the store may take to answer one try of a request, and, in the middle of a download,
     * to send more: up to twice as long there.
     */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration attemptTimeout();

    /** How long a write may take with all its tries, which are spread at random. */
    @WithDefault("2M")
    @DurationMin(millis = 1)
    Duration writeTimeout();
  }
}
