package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of secrets that are not kept as they would be now. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class SecretUpkeepTest {

  private static final String FIRST = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SECOND = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final WebhooksApi api = WebhooksApi.of(TestKey.ofNewAccount());

  @Inject SecretUpkeep upkeep;
  @Inject WebhookConfig config;

  @Test
  void sealsWhatTheVersionBeforeHasKept() throws Exception {
    List<String> ids = List.of(kept(FIRST, "null"), kept(SECOND, "'" + FIRST + "'"));

    await(upkeep.renew());

    SecretSeal seal = WebhookSettings.of(config).seal();
    for (String id : ids) {
      assertThat(column(id, "webhook::text")).doesNotContain("whsec_");
    }
    assertThat(seal.open(UUID.fromString(ids.get(0)), column(ids.get(0), "secret")).text())
        .isEqualTo(FIRST);
    assertThat(column(ids.get(0), "previous_secret")).isNull();
    assertThat(seal.open(UUID.fromString(ids.get(1)), column(ids.get(1), "secret")).text())
        .isEqualTo(SECOND);
    assertThat(seal.open(UUID.fromString(ids.get(1)), column(ids.get(1), "previous_secret")).text())
        .isEqualTo(FIRST);
    assertThat(await(upkeep.renewBatch())).isZero();
  }

  @Test
  void leavesWhatItCannotOpen() throws Exception {
    String id = kept("sealed:dev:AAAA", "null");
    try {
      await(upkeep.renew());

      assertThat(column(id, "secret")).isEqualTo("sealed:dev:AAAA");
    } finally {
      api.delete(id);
    }
  }

  private String kept(String secret, String previous) throws Exception {
    String id = api.register().getString("id");
    Storage.change(
        "update webhook set secret = '%s', previous_secret = %s where id = '%s'"
            .formatted(secret, previous, id));
    return id;
  }

  private static String column(String id, String expression) throws Exception {
    return Storage.rows("select " + expression + " from webhook where id = '" + id + "'")
        .getFirst();
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(30));
  }
}
