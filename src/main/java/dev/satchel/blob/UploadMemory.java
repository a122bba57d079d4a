package dev.satchel.blob;

import com.sun.management.OperatingSystemMXBean;
import dev.satchel.config.SatchelConfig;
import io.netty.util.internal.PlatformDependent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/** Sets up the one budget of the service, {@code satchel.upload.memory}. */
final class UploadMemory {

  private static final int SHARE_OF_CONTAINER = 4;
  private static final int SHARE_OF_DIRECT_MEMORY = 2;

  @Produces
  @Singleton
  BufferBudget budget(SatchelConfig config) {
    long memory =
        config.upload().memory().map(MemorySize::asLongValue).orElseGet(UploadMemory::fitting);
    requireRoomForAPart(memory, config.s3().partSize().asLongValue());
    return new BufferBudget(memory, config.upload().queue());
  }

  private static long fitting() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.min(
        machine.getTotalMemorySize() / SHARE_OF_CONTAINER,
        PlatformDependent.estimateMaxDirectMemory() / SHARE_OF_DIRECT_MEMORY);
  }

  private static void requireRoomForAPart(long memory, long partSize) {
    if (memory < partSize) {
      throw new IllegalArgumentException(
          "satchel.upload.memory (%d bytes) must hold at least one satchel.s3.part-size (%d bytes)"
              .formatted(memory, partSize));
    }
  }
}
