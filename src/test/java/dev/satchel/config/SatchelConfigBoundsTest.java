package dev.satchel.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Settings;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds are read from the mapping, as the service does at start. */
class SatchelConfigBoundsTest {

  private static final ValidatorFactory VALIDATION =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory();

  @AfterAll
  static void close() {
    VALIDATION.close();
  }

  @ParameterizedTest
  @CsvSource({
    "api, bootstrapKey, satchel.api.bootstrap-key, dev-key",
    "api, bootstrapKey, satchel.api.bootstrap-key, aZ09._~+/-==",
    "api, pageSize, satchel.api.page-size, 1000",
    "api, retryAfter, satchel.api.retry-after, 1s",
    "api, lingerIdle, satchel.api.linger-idle, 1ms",
    "api, keyCacheTime, satchel.api.key-cache-time, 4s",
    "image, timeout, satchel.image.timeout, 1ms",
    "upload, queue, satchel.upload.queue, 0",
    "s3, prefix, satchel.s3.prefix, a/b.c/"
  })
  void holdsWhatIsUsable(String group, String setting, String property, String value)
      throws ReflectiveOperationException {
    assertThat(violations(group, setting, property, value)).isEmpty();
  }

  /** No header can carry the keys; no timer and no Retry-After can hold the times. */
  @ParameterizedTest
  @CsvSource({
    "api, bootstrapKey, satchel.api.bootstrap-key, a b",
    "api, bootstrapKey, satchel.api.bootstrap-key, a=b",
    "api, bootstrapKey, satchel.api.bootstrap-key, ===",
    "api, bootstrapKey, satchel.api.bootstrap-key, clé",
    "api, pageSize, satchel.api.page-size, 0",
    "api, maxPageSize, satchel.api.max-page-size, 1001",
    "api, retryAfter, satchel.api.retry-after, 0s",
    "api, retryAfter, satchel.api.retry-after, 999ms",
    "api, lingerTimeout, satchel.api.linger-timeout, 0s",
    "api, lingerIdle, satchel.api.linger-idle, 0s",
    "api, keyCacheTime, satchel.api.key-cache-time, 5s",
    "image, timeout, satchel.image.timeout, 0s",
    "image, maxPixels, satchel.image.max-pixels, 0",
    "image, workers, satchel.image.workers, 0",
    "upload, maxFiles, satchel.upload.max-files, 0",
    "upload, queue, satchel.upload.queue, -1",
    "download, cacheControl, satchel.download.cache-control, ' '",
    "s3, prefix, satchel.s3.prefix, a",
    "s3, prefix, satchel.s3.prefix, /a/"
  })
  void refusesWhatIsNot(String group, String setting, String property, String value)
      throws ReflectiveOperationException {
    assertThat(violations(group, setting, property, value)).hasSize(1);
  }

  private static Set<? extends ConstraintViolation<?>> violations(
      String group, String setting, String property, String value)
      throws ReflectiveOperationException {
    SatchelConfig config = Settings.with(Map.of(property, value));
    Method toGroup = SatchelConfig.class.getMethod(group);
    Method toSetting = toGroup.getReturnType().getMethod(setting);
    Object given = toGroup.invoke(config);
    return VALIDATION
        .getValidator()
        .forExecutables()
        .validateReturnValue(given, toSetting, toSetting.invoke(given));
  }
}
