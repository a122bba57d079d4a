package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Settings;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadMemoryTest {

  @Test
  void fitsTheMachineByDefault() {
    BufferBudget budget =
        new UploadMemory()
            .budget(Settings.defaults(BlobConfig.class), Settings.defaults(StoreConfig.class));

    assertThat(budget.claim(8 << 20).orElseThrow()).isCompleted();
  }

  @Test
  void takesPartsThatJustFit() {
    BufferBudget budget = budget("6000000", "6029312", "1G");

    assertThat(budget.claim(6_000_000).orElseThrow()).isCompleted();
    assertThat(budget.claim(1).orElseThrow()).isNotDone();
  }

  /** 6,000,000 bytes are 91.6 buffers: an upload would wait for the rest of the 92nd for ever. */
  @ParameterizedTest
  @CsvSource({"6000000, 6000000", "6000000, 6029311", "8M, 7M", "8M, 0"})
  void refusesMemoryThatHoldsNoWholePart(String partSize, String memory) {
    assertThatThrownBy(() -> budget(partSize, memory, "1G"))
        .hasMessageContaining("satchel.upload.memory")
        .hasMessageContaining("satchel.s3.part-size");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "5242879", "5368709121"})
  void refusesPartsThatNoStoreTakes(String partSize) {
    assertThatThrownBy(() -> budget(partSize, "64G", "1G"))
        .hasMessageContaining("satchel.s3.part-size");
  }

  @Test
  void refusesFilesThatTakeMoreThanTenThousandParts() {
    assertThat(budget("5M", "64M", "52428800000")).isNotNull();
    assertThatThrownBy(() -> budget("5M", "64M", "52428800001"))
        .hasMessageContaining("satchel.upload.max-file-size");
  }

  private static BufferBudget budget(String partSize, String memory, String maxFileSize) {
    SmallRyeConfig config =
        Settings.with(
            Map.of(
                "satchel.s3.part-size", partSize,
                "satchel.upload.memory", memory,
                "satchel.upload.max-file-size", maxFileSize));
    return new UploadMemory()
        .budget(
            config.getConfigMapping(BlobConfig.class), config.getConfigMapping(StoreConfig.class));
  }
}
