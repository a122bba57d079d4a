package dev.satchel.testing;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
