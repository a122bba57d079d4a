package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That a replica goes on when the next version's migration adds columns to its tables. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class NewerSchemaTest {

  private static final String COLUMN = "of_next_version";

  /** So often that each connection of the pool has prepared each statement. */
  private static final int CALLS = 40;

  @Test
  void failsNoCallThatWasPreparedBefore() throws Exception {
    String request =
        FilesApi.BOOTSTRAP
            .request()
            .contentType("application/json")
            .body("{\"type\":\"any\"}")
            .post("/v1/file-requests")
            .path("id");
    String erasure =
        FilesApi.BOOTSTRAP.request().delete("/v1/users/" + UUID.randomUUID() + "/files").path("id");
    List<String> tables = Storage.tables();
    for (int i = 0; i < CALLS; i++) {
      call(request, erasure);
    }
    try {
      for (String table : tables) {
        Storage.change("alter table " + table + " add column " + COLUMN + " text");
      }

      for (int i = 0; i < CALLS; i++) {
        call(request, erasure);
      }
    } finally {
      for (String table : tables) {
        Storage.change("alter table " + table + " drop column if exists " + COLUMN);
      }
    }
  }

  private static void call(String request, String erasure) {
    String file = FilesApi.BOOTSTRAP.upload(UploadDocument.of("x").fileRequest(request)).getFirst();
    for (String path :
        List.of(
            "/v1/files/" + file,
            "/v1/files/" + file + "/metadata",
            "/v1/file-requests/" + request,
            "/v1/erasures/" + erasure,
            "/v1/files?userId=" + UploadDocument.USER,
            "/v1/audit/verification",
            "/v1/audit",
            "/v1/webhooks",
            "/v1/api-keys",
            "/v1/retention")) {
      assertThat(FilesApi.BOOTSTRAP.request().get(path).statusCode()).as(path).isEqualTo(200);
    }
  }
}
