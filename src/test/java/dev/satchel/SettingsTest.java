package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.access.AccessConfig;
import dev.satchel.blob.BlobConfig;
import dev.satchel.blob.StoreChecksum;
import dev.satchel.blob.StoreConfig;
import dev.satchel.download.DownloadConfig;
import dev.satchel.intake.UploadConfig;
import dev.satchel.problem.ProblemConfig;
import dev.satchel.testing.DocumentTables;
import dev.satchel.testing.Settings;
import dev.satchel.testing.Settings.Setting;
import dev.satchel.thumbnail.ThumbnailConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of all rooms. */
class SettingsTest {

  private static final String REQUIRED = "(required)";
  private static final String NONE = "none";

  @Test
  void haveTheDefaultsThatTheTableTells() throws IOException {
    assertThat(documented())
        .containsExactlyInAnyOrderEntriesOf(
            Settings.all().collect(Collectors.toMap(Setting::name, SettingsTest::defaultValue)));
  }

  @Test
  void areExplainedOneByOne() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(3).doesNotContain(""));
  }

  /** Else two rooms might read it differently. */
  @Test
  void areMappedOnceEach() {
    assertThat(Settings.all().map(Setting::name)).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void haveTheDefaultsOfTheContract() {
    SmallRyeConfig config = Settings.with(Map.of());
    var upload = config.getConfigMapping(UploadConfig.class);
    var image = config.getConfigMapping(ThumbnailConfig.class);
    var store = config.getConfigMapping(StoreConfig.class);

    assertThat(config.getConfigMapping(AccessConfig.class).bootstrapKey()).isEmpty();
    assertThat(config.getConfigMapping(ProblemConfig.class).retryAfter())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(upload.maxFiles()).isEqualTo(100);
    assertThat(config.getConfigMapping(BlobConfig.class).maxFileSize().asLongValue())
        .isEqualTo(1L << 30);
    assertThat(upload.maxNameLength()).isEqualTo(255);
    assertThat(upload.maxDescriptionLength()).isEqualTo(2_000);
    assertThat(upload.maxDepth()).isEqualTo(64);
    assertThat(config.getConfigMapping(DownloadConfig.class).cacheControl())
        .isEqualTo("private, no-store");
    assertThat(image.engine()).isEqualTo(ThumbnailConfig.Engine.AUTO);
    assertThat(image.maxPixels()).isEqualTo(100_000_000);
    assertThat(store.prefix()).isEmpty();
    assertThat(store.checksum()).isEqualTo(StoreChecksum.CRC32);
    assertThat(store.writeTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(upload.minRate().asLongValue()).isEqualTo(1024);
  }

  @Test
  void areTakenByTheNamesThatTheTableTells() {
    SmallRyeConfig config =
        Settings.with(
            Map.of(
                "satchel.api.bootstrap-key", "key",
                "satchel.api.retry-after", "7s",
                "satchel.upload.max-file-size", "5G",
                "satchel.upload.memory", "64M",
                "satchel.image.workers", "3",
                "satchel.s3.prefix", "satchel/"));
    var blobs = config.getConfigMapping(BlobConfig.class);

    assertThat(config.getConfigMapping(AccessConfig.class).bootstrapKey()).contains("key");
    assertThat(config.getConfigMapping(ProblemConfig.class).retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(blobs.maxFileSize().asLongValue()).isEqualTo(5L << 30);
    assertThat(blobs.memory().orElseThrow().asLongValue()).isEqualTo(64 << 20);
    assertThat(config.getConfigMapping(ThumbnailConfig.class).workers()).contains(3);
    assertThat(config.getConfigMapping(StoreConfig.class).prefix()).contains("satchel/");
  }

  @Test
  void cannotBeReadWithoutABucket() {
    assertThatThrownBy(() -> Settings.only(Map.of())).hasMessageContaining("satchel.s3.bucket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "satchel.upload.max-fies",
        "satchel.api.typo",
        "satchel.database.typo",
        "satchel.uplaod.max-files",
        "satchel.typo"
      })
  void haveNoOtherNames(String property) {
    assertThatThrownBy(() -> Settings.with(Map.of(property, "1"))).hasMessageContaining(property);
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    for (List<String> row : rows()) {
      assertThat(defaults.put(unquoted(row.get(0)), defaultValue(row.get(1)))).isNull();
    }
    return defaults;
  }

  private static List<List<String>> rows() throws IOException {
    return DocumentTables.of("configuration.md", "property");
  }

  /** What is no value but a sentence tells how the service finds one by itself. */
  private static String defaultValue(String cell) {
    return cell.startsWith("`") ? unquoted(cell) : cell.equals(REQUIRED) ? REQUIRED : NONE;
  }

  private static String unquoted(String cell) {
    assertThat(cell).startsWith("`").endsWith("`");
    return cell.substring(1, cell.length() - 1);
  }

  private static String defaultValue(Setting setting) {
    WithDefault given = setting.method().getAnnotation(WithDefault.class);
    boolean optional = setting.method().getReturnType() == Optional.class;
    return given != null ? given.value() : optional ? NONE : REQUIRED;
  }
}
