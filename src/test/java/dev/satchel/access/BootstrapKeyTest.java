package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of {@code satchel.api.bootstrap-key} at the next start. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class BootstrapKeyTest {

  private static final String ROW = " where name = 'bootstrap' returning id::text";

  @Inject BootstrapKey key;
  @Inject KnownKeys known;

  @AfterEach
  void restore() throws Exception {
    change("set revoked_at = null");
  }

  @Test
  void staysRevoked() throws Exception {
    change("set revoked_at = now()");

    key.prepare().await().indefinitely();

    assertThat(FilesApi.BOOTSTRAP.list("").statusCode()).isEqualTo(401);
  }

  @Test
  void isValidAgainWhenThePropertyHasChanged() throws Exception {
    change("set revoked_at = now(), key_hash = '\\x00'");

    key.prepare().await().indefinitely();

    assertThat(FilesApi.BOOTSTRAP.list("").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "staging"})
  void hasTwentyCharactersWhereItIsNotForTrying(String profile) {
    BootstrapKey.requireLength("x".repeat(20), List.of(profile));
    assertThatThrownBy(() -> BootstrapKey.requireLength("x".repeat(19), List.of(profile)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("satchel.api.bootstrap-key")
        .hasMessageNotContaining("xx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test"})
  void mayBeShortWhereItIsForTrying(String profile) {
    assertThatNoException()
        .isThrownBy(() -> BootstrapKey.requireLength("dev-key", List.of(profile, "other")));
  }

  private void change(String what) throws Exception {
    Storage.rows("update api_key " + what + ROW)
        .forEach(id -> known.forget(Set.of(UUID.fromString(id))));
  }
}
