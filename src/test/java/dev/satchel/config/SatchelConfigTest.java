package dev.satchel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Readme;
import dev.satchel.testing.Settings;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SatchelConfigTest {

  private static final String REQUIRED = "(required)";
  private static final String NONE = "none";

  /** One property of the mapping. */
  private record Setting(String name, Method method) {

    String defaultValue() {
      WithDefault given = method.getAnnotation(WithDefault.class);
      boolean optional = method.getReturnType() == Optional.class;
      return given != null ? given.value() : optional ? NONE : REQUIRED;
    }
  }

  @Test
  void hasTheDefaultsThatTheReadmeTells() throws IOException {
    assertThat(documented())
        .containsExactlyInAnyOrderEntriesOf(
            settings("satchel", SatchelConfig.class)
                .collect(Collectors.toMap(Setting::name, Setting::defaultValue)));
  }

  @Test
  void isExplainedSettingBySetting() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(3).doesNotContain(""));
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    SatchelConfig config = Settings.defaults();

    assertThat(config.api().bootstrapKey()).isEmpty();
    assertThat(config.api().retryAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.upload().maxFiles()).isEqualTo(100);
    assertThat(config.upload().maxFileSize().asLongValue()).isEqualTo(1L << 30);
    assertThat(config.upload().maxNameLength()).isEqualTo(255);
    assertThat(config.upload().maxDescriptionLength()).isEqualTo(2_000);
    assertThat(config.upload().maxDepth()).isEqualTo(64);
    assertThat(config.download().cacheControl()).isEqualTo("private, no-store");
    assertThat(config.image().engine()).isEqualTo(SatchelConfig.Image.Engine.AUTO);
    assertThat(config.image().maxPixels()).isEqualTo(100_000_000);
    assertThat(config.s3().prefix()).isEmpty();
    assertThat(config.s3().checksum()).isEqualTo(StoreChecksum.CRC32);
    assertThat(config.s3().writeTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.upload().minRate().asLongValue()).isEqualTo(1024);
  }

  @Test
  void takesEverySettingByTheNameThatTheReadmeTells() throws IOException {
    SatchelConfig config =
        Settings.with(
            Map.of(
                "satchel.api.bootstrap-key", "key",
                "satchel.api.retry-after", "7s",
                "satchel.upload.max-file-size", "5G",
                "satchel.upload.memory", "64M",
                "satchel.image.workers", "3",
                "satchel.s3.prefix", "satchel/"));

    assertThat(config.api().bootstrapKey()).contains("key");
    assertThat(config.api().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.upload().maxFileSize().asLongValue()).isEqualTo(5L << 30);
    assertThat(config.upload().memory().orElseThrow().asLongValue()).isEqualTo(64 << 20);
    assertThat(config.image().workers()).contains(3);
    assertThat(config.s3().prefix()).contains("satchel/");
  }

  @Test
  void cannotBeReadWithoutABucket() {
    var builder =
        new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(SatchelConfig.class);

    assertThatThrownBy(builder::build).hasMessageContaining("satchel.s3.bucket");
  }

  @Test
  void refusesNamesThatAreNoSettings() {
    assertThatThrownBy(() -> Settings.with(Map.of("satchel.upload.max-fies", "1")))
        .hasMessageContaining("satchel.upload.max-fies");
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    for (List<String> row : rows()) {
      assertThat(defaults.put(unquoted(row.get(0)), defaultValue(row.get(1)))).isNull();
    }
    return defaults;
  }

  private static List<List<String>> rows() throws IOException {
    return Readme.table("property");
  }

  /** What is no value but a sentence tells how the service finds one by itself. */
  private static String defaultValue(String cell) {
    return cell.startsWith("`") ? unquoted(cell) : cell.equals(REQUIRED) ? REQUIRED : NONE;
  }

  private static String unquoted(String cell) {
    assertThat(cell).startsWith("`").endsWith("`");
    return cell.substring(1, cell.length() - 1);
  }

  private static Stream<Setting> settings(String prefix, Class<?> group) {
    return Arrays.stream(group.getMethods())
        .flatMap(method -> settings(prefix + "." + kebabCase(method.getName()), method));
  }

  private static Stream<Setting> settings(String name, Method method) {
    return method.getReturnType().getEnclosingClass() == SatchelConfig.class
        ? settings(name, method.getReturnType())
        : Stream.of(new Setting(name, method));
  }

  private static String kebabCase(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
