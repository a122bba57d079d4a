package dev.satchel.blob;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/**
 * Sets up the one budget of the service, {@code satchel.upload.memory}, at start, so that settings
 * with which no upload could succeed do not wait for the first one to be found.
 */
final class UploadMemory {

  private static final int SHARE_OF_CONTAINER = 4;
  private static final int SHARE_OF_DIRECT_MEMORY = 2;

  /** S3's bounds of a multipart upload, in bytes and in parts. */
  private static final long SMALLEST_PART = 5L << 20;

  private static final long LARGEST_PART = 5L << 30;

  @Produces
  @Singleton
  BufferBudget budget(BlobConfig config, StoreConfig store) {
    long memory = config.memory().map(MemorySize::asLongValue).orElseGet(UploadMemory::fitting);
    long partSize = store.partSize().asLongValue();
    requirePartThatS3Takes(partSize);
    requireEnoughParts(config.maxFileSize().asLongValue(), partSize);
    requireRoomForAPart(memory, partSize);
    return new BufferBudget(memory, config.queue());
  }

  /** The budget is made to be passed in. */
  void prepare(@Observes StartupEvent start, BufferBudget budget, MeterRegistry registry) {
    Gauge.builder("satchel.upload.memory.reserved", budget::reservedBytes)
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("satchel.upload.memory.limit", budget::capacityBytes)
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("satchel.upload.waiting", budget::waiting).register(registry);
  }

  private static long fitting() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.min(
        machine.getTotalMemorySize() / SHARE_OF_CONTAINER,
        PlatformDependent.estimateMaxDirectMemory() / SHARE_OF_DIRECT_MEMORY);
  }

  private static void requirePartThatS3Takes(long partSize) {
    if (partSize < SMALLEST_PART || partSize > LARGEST_PART) {
      throw new IllegalArgumentException(
          "satchel.s3.part-size (%d bytes) must be from 5M to 5G".formatted(partSize));
    }
  }

  private static void requireEnoughParts(long fileSize, long partSize) {
    if (fileSize > BlobStore.MOST_PARTS * partSize) {
      throw new IllegalArgumentException(
          "satchel.upload.max-file-size (%d bytes) must be at most %d times satchel.s3.part-size (%d bytes)"
              .formatted(fileSize, BlobStore.MOST_PARTS, partSize));
    }
  }

  /** An upload whose part could never be filled would wait for itself. */
  private static void requireRoomForAPart(long memory, long partSize) {
    if (memory / BufferBudget.SEGMENT_SIZE < BufferBudget.segments(partSize)) {
      throw new IllegalArgumentException(
          "satchel.upload.memory (%d bytes) must hold at least one satchel.s3.part-size (%d bytes), in buffers of %d bytes"
              .formatted(memory, partSize, BufferBudget.SEGMENT_SIZE));
    }
  }
}
