package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The primary is made a standby and keeps its connections, as in a switchover; its successor is
 * there for new ones. Here both are the same server, which tells old connections from new ones: the
 * server's setting reaches all of them, the database's setting goes before it and new ones only.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ReadOnlyDatabaseTest {

  private static final String SETTING = "default_transaction_read_only";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  /** Connections of now would keep the setting of now. */
  @AfterEach
  void heal() throws Exception {
    execute("alter system reset " + SETTING);
    execute("select pg_reload_conf()");
    execute("alter database satchel reset " + SETTING);
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = 'satchel' and pid <> pg_backend_pid()");
    Eventually.holds(() -> assertThat(ready().statusCode()).isEqualTo(200));
    Eventually.gives(() -> api.uploadOne(UploadDocument.of("connections are anew")));
  }

  @Test
  void isAnsweredWithNotNow() throws Exception {
    String id = api.uploadOne(UploadDocument.of("kept"));
    turnReadOnly();

    assertUnavailable(api.post(UploadDocument.of("x")));
    assertUnavailable(api.delete(id));
    assertUnavailable(api.download(id));
    assertUnavailable(
        api.request()
            .contentType("application/json")
            .body("{\"name\":\"reader\",\"scopes\":[\"files:read\"]}")
            .post("/v1/api-keys"));
  }

  @Test
  void takesReadinessDown() throws Exception {
    turnReadOnly();

    Response down = ready();
    assertThat(down.statusCode()).isEqualTo(503);
    JsonPath checks = down.jsonPath();
    assertThat(checks.getString("checks.find { it.name == 'Database' }.status")).isEqualTo("DOWN");
    assertThat(checks.getString("checks.find { it.name == 'Database' }.data.reason"))
        .isEqualTo("read-only");
    assertThat(down.asString()).doesNotContain("127.0.0.1", "localhost");
  }

  @Test
  void isLeftForItsSuccessor() throws Exception {
    turnReadOnly();

    execute("alter database satchel set " + SETTING + " = off");

    Eventually.holds(() -> assertThat(ready().statusCode()).isEqualTo(200));
    String id = Eventually.gives(() -> api.uploadOne(UploadDocument.of("after")));
    assertThat(api.download(id).asString()).isEqualTo("after");
  }

  @Test
  void isLeftByThoseWhoAskForChangesToo() throws Exception {
    turnReadOnly();

    execute("alter database satchel set " + SETTING + " = off");

    Eventually.holds(
        () -> assertThat(api.post(UploadDocument.of("after")).statusCode()).isEqualTo(200));
  }

  /** Connections hear of it one after the other. */
  private void turnReadOnly() throws Exception {
    api.uploadOne(UploadDocument.of("connections are there"));
    execute("alter system set " + SETTING + " = on");
    execute("select pg_reload_conf()");
    Eventually.holds(() -> assertUnavailable(api.post(UploadDocument.of("x"))));
  }

  private static Response ready() {
    return Management.get("/q/health/ready");
  }

  private static void assertUnavailable(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("database_unavailable");
  }

  /** The setting is that of this connection, too. */
  private static void execute(String sql) throws SQLException {
    try (Connection database = SatchelServers.databaseSuperuser();
        Statement statement = database.createStatement()) {
      statement.execute("set " + SETTING + " = off");
      statement.execute(sql);
    }
  }
}
