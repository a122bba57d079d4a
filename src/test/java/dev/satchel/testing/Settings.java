package dev.satchel.testing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithName;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The service's settings without the service: the defaults, but for what a test says. */
public final class Settings {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final List<Class<?>> MAPPINGS = found();

  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  private Settings() {}

  /**
   * One property of a mapping.
   *
   * @param prefix of the mapping
   * @param method that reads it
   */
  public record Setting(String prefix, Method method) {

    /** The property, such as {@code satchel.s3.bucket}. */
    public String name() {
      WithName given = method.getAnnotation(WithName.class);
      return prefix + "." + (given != null ? given.value() : kebabCase(method.getName()));
    }

    private static String kebabCase(String name) {
      return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
  }

  /** All properties of all rooms. */
  public static Stream<Setting> all() {
    return MAPPINGS.stream().flatMap(Settings::of);
  }

  private static Stream<Setting> of(Class<?> mapping) {
    String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
    return Arrays.stream(mapping.getMethods()).map(method -> new Setting(prefix, method));
  }

  /** The mappings of all rooms. */
  public static List<Class<?>> mappings() {
    return MAPPINGS;
  }

  /** A room's defaults. */
  public static <C> C defaults(Class<C> mapping) {
    return with(mapping, Map.of());
  }

  /** A room's defaults, but for {@code properties}. */
  public static <C> C with(Class<C> mapping, Map<String, String> properties) {
    return with(properties).getConfigMapping(mapping);
  }

  /** The defaults of all rooms, with a bucket, but for {@code properties}. */
  public static SmallRyeConfig with(Map<String, String> properties) {
    return read(builder().withDefaultValue("satchel.s3.bucket", "satchel"), properties);
  }

  /**
   * All mappings together, with nothing but {@code properties}.
   *
   * @throws RuntimeException as at the start of the service, if one is missing, of no mapping, or
   *     out of its bounds
   */
  public static SmallRyeConfig only(Map<String, String> properties) {
    return read(builder(), properties);
  }

  private static SmallRyeConfig read(
      SmallRyeConfigBuilder builder, Map<String, String> properties) {
    return builder.withDefaultValues(properties).build();
  }

  private static SmallRyeConfigBuilder builder() {
    var builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withValidator((BeanValidationConfigValidator) () -> VALIDATOR);
    MAPPINGS.forEach(builder::withMapping);
    return builder;
  }

  private static List<Class<?>> found() {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      return sources
          .filter(it -> it.toString().endsWith(".java"))
          .filter(Settings::isMapping)
          .<Class<?>>map(Settings::type)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMapping(Path source) {
    try {
      return Files.readString(source).contains("@ConfigMapping(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> type(Path source) {
    String path = SOURCES.relativize(source).toString();
    try {
      return Class.forName(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
