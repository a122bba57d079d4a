package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Impatient;
import dev.satchel.testing.Management;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that read slowly hold the store's connections: some of them, and not all. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Impatient.class)
class DownloadLimitTest {

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @AfterEach
  void everyReadIsCountedOut() throws Exception {
    Eventually.holds(() -> assertThat(Metrics.sum("satchel_download_running")).isZero());
  }

  @Test
  void slowReadersKeepNobodyFromUploading() throws Exception {
    String large = api.uploadOne(UploadDocument.of(UploadDocument.random(20_000_000, 1)));
    String small = api.uploadOne(UploadDocument.of("small"));
    try (var first = slowReaderOf(large);
        var second = slowReaderOf(large)) {
      assertThat(first.read()).isEqualTo('H');
      assertThat(second.read()).isEqualTo('H');

      Response refused = api.download(small);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.jsonPath().getString("code")).isEqualTo("overloaded");
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      api.post(UploadDocument.of("another")).then().statusCode(200);
      assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(200);
    }
    Eventually.holds(() -> assertThat(api.download(small).asString()).isEqualTo("small"));
  }

  @Test
  void readsThatFailAreOver() throws Exception {
    String id = api.uploadOne(UploadDocument.of("lost"));
    Storage.remove(id);

    for (int i = 0; i < 3; i++) {
      assertThat(api.download(id).statusCode()).isEqualTo(500);
    }
    Storage.overwrite(id, "lost".getBytes(UTF_8));
  }

  private RawConnection slowReaderOf(String id) throws Exception {
    return RawConnection.slowReader().send(head("GET /v1/files/" + id + " HTTP/1.1", api.key()));
  }
}
