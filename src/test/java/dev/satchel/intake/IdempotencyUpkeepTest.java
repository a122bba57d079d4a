package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class IdempotencyUpkeepTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject IdempotencyUpkeep upkeep;
  @Inject SettableClock clock;

  @AfterEach
  void setTheClock() {
    clock.reset();
  }

  @Test
  void forgetsAnswersWhenTheirTimeIsOver() throws Exception {
    FilesApi.BOOTSTRAP
        .request()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(UploadDocument.of("x").bytes())
        .post("/v1/files")
        .then()
        .statusCode(200);

    upkeep.purge().await().atMost(PATIENCE);
    assertThat(Storage.rows("select 1::text from idempotency_record")).isNotEmpty();

    clock.advance(Duration.ofDays(3));
    upkeep.purge().await().atMost(PATIENCE);
    assertThat(Storage.rows("select 1::text from idempotency_record")).isEmpty();
  }
}
