package dev.satchel;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds are read from the mappings of all rooms, as the service does at start. */
class SettingsBoundsTest {

  @ParameterizedTest
  @CsvSource({
    "satchel.api.bootstrap-key, dev-key",
    "satchel.api.bootstrap-key, aZ09._~+/-==",
    "satchel.api.page-size, 1000",
    "satchel.api.retry-after, 1s",
    "satchel.api.linger-idle, 1ms",
    "satchel.api.key-cache-time, 4s",
    "satchel.image.timeout, 1ms",
    "satchel.upload.queue, 0",
    "satchel.http.cors-origins, 'https://app.example,http://localhost:5173,http://[::1]:80'",
    "satchel.http.api-urls, 'https://files.example,http://localhost:8080/files'",
    "satchel.s3.prefix, a/b.c/"
  })
  void holdsWhatIsUsable(String property, String value) {
    assertThatNoException().isThrownBy(() -> Settings.with(Map.of(property, value)));
  }

  /** No header can carry the keys; no timer and no Retry-After can hold the times. */
  @ParameterizedTest
  @CsvSource({
    "satchel.api.bootstrap-key, a b",
    "satchel.api.bootstrap-key, a=b",
    "satchel.api.bootstrap-key, ===",
    "satchel.api.bootstrap-key, clé",
    "satchel.api.page-size, 0",
    "satchel.api.max-page-size, 1001",
    "satchel.api.retry-after, 0s",
    "satchel.api.retry-after, 999ms",
    "satchel.api.linger-timeout, 0s",
    "satchel.api.linger-idle, 0s",
    "satchel.api.key-cache-time, 5s",
    "satchel.image.timeout, 0s",
    "satchel.image.max-pixels, 0",
    "satchel.image.workers, 0",
    "satchel.upload.max-files, 0",
    "satchel.upload.queue, -1",
    "satchel.download.cache-control, ' '",
    "satchel.http.api-urls, files.example",
    "satchel.http.api-urls, https://files.example/",
    "satchel.http.cors-origins, *",
    "satchel.http.cors-origins, null",
    "satchel.http.cors-origins, app.example",
    "satchel.http.cors-origins, https://app.example/",
    "satchel.http.cors-origins, https://*.example",
    "satchel.http.cors-origins, https://App.example",
    "satchel.http.cors-origins, 'https://app.example,*'",
    "satchel.s3.prefix, a",
    "satchel.s3.prefix, /a/"
  })
  void refusesWhatIsNot(String property, String value) {
    assertThatThrownBy(() -> Settings.with(Map.of(property, value))).hasMessageContaining(property);
  }
}
