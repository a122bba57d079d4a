package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what, as the API tells of it. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class AuditTest {

  /** Of the client of the store: bodies that nobody reads must not hold them. */
  private static final int MORE_THAN_CONNECTIONS = 260;

  /** Records of anything but the reads of the audit, by which they are found. */
  private static final String OTHERS = "records.findAll{it.action!='audit.read'}";

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi api = FilesApi.of(key);

  @Test
  void recordsTheLifeOfAFile() throws Exception {
    String id = api.uploadOne(UploadDocument.of("x"));
    api.download(id);
    api.head(id);
    api.metadata(id);
    api.delete(id);
    api.download(id);

    Eventually.holds(() -> assertThat(records("fileId=" + id)).hasSize(6));
    JsonPath page = audit("fileId=" + id).jsonPath();
    assertThat(page.getList("records.action"))
        .containsExactly(
            "file.download",
            "file.delete",
            "file.metadata",
            "file.download",
            "file.download",
            "file.upload");
    assertThat(page.getList("records.outcome"))
        .containsExactly("not_found", "done", "done", "done", "done", "done");
    assertThat(page.getList("records.accountId")).containsOnly(key.account().toString());
    assertThat(page.getString("nextCursor")).isNull();
  }

  @Test
  void tellsWhoItWasFromWhereInWhichRequest() {
    Response upload =
        api.request()
            .header("X-Request-Id", "the-request")
            .contentType("application/json")
            .body(UploadDocument.of("x").bytes())
            .post("/v1/files");
    api.request().header("X-Request-Id", "a-list").get("/v1/files");

    JsonPath page = audit("").jsonPath();
    assertThat(page.getMap("records[0]").keySet())
        .containsExactlyInAnyOrder(
            "id",
            "createdAt",
            "accountId",
            "keyId",
            "action",
            "fileId",
            "targetId",
            "outcome",
            "clientAddress",
            "requestId",
            "serviceRequestId",
            "occurrences",
            "detail");
    assertThat(page.getString("records[0].action")).isEqualTo("file.list");
    assertThat(page.getString("records[0].requestId")).isEqualTo("a-list");
    assertThat(page.getString("records[0].fileId")).isNull();
    assertThat(page.getString("records[1].fileId")).isEqualTo(upload.jsonPath().get("[0].id"));
    assertThat(page.getString("records[1].requestId")).isEqualTo("the-request");
    assertThat(page.getString("records[1].clientAddress")).isEqualTo("127.0.0.1");
    assertThat(page.getString("records[1].createdAt"))
        .isEqualTo(upload.jsonPath().getString("[0].createdAt"));
    assertThat(UUID.fromString(page.getString("records[0].keyId")))
        .isEqualTo(UUID.fromString(page.getString("records[1].keyId")));
  }

  @Test
  void tellsTheServicesOwnIdOfTheRequestBesideTheCallers() {
    for (int i = 0; i < 2; i++) {
      api.request().header("X-Request-Id", "the-same").get("/v1/files");
    }
    api.uploadOne(UploadDocument.of("x"));

    JsonPath page = audit("").jsonPath();
    assertThat(page.getList("records.requestId", String.class).subList(1, 3))
        .containsOnly("the-same");
    assertThat(page.getList("records.serviceRequestId", String.class))
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(7));
    assertThat(page.getString("records[0].serviceRequestId"))
        .isEqualTo(page.getString("records[0].requestId"));
  }

  @Test
  void recordsReadsOfRequestsOfErasuresAndOfTheAudit() throws Exception {
    String request = id("/v1/file-requests", "{\"type\":\"any\"}");
    String erasure =
        api.request()
            .delete("/v1/users/" + UUID.randomUUID() + "/files")
            .jsonPath()
            .getString("id");
    String nothing = UUID.randomUUID().toString();
    api.request().get("/v1/file-requests/" + request);
    api.request().get("/v1/file-requests/" + nothing);
    api.request().get("/v1/erasures/" + erasure);
    audit("limit=0");
    audit("");

    Eventually.holds(
        () ->
            assertThat(
                    audit("")
                        .jsonPath()
                        .getList(
                            "records.collect{it.action + ' ' + it.outcome + ' ' + it.targetId}",
                            String.class))
                .contains(
                    "request.read done " + request,
                    "request.read not_found " + nothing,
                    "erasure.read done " + erasure,
                    "audit.read invalid_limit null",
                    "audit.read done null"));
    assertThat(audit("").jsonPath().getList("records.fileId")).containsOnlyNulls();
  }

  @Test
  void recordsPingsAndRedeliveries() throws Exception {
    String webhook =
        id(
            "/v1/webhooks",
            "{\"url\":\"http://127.0.0.1:1/\",\"eventTypes\":[\"file-request.files.update\"]}");
    String path = "/v1/webhooks/" + webhook;
    String delivery = api.request().post(path + "/ping").jsonPath().getString("id");
    api.request().post("/v1/webhooks/" + UUID.randomUUID() + "/ping");
    Storage.change("update delivery set status = 'failed' where id = '" + delivery + "'");

    api.request().post(path + "/deliveries/" + delivery + "/redeliver");

    Eventually.holds(
        () ->
            assertThat(outcomes())
                .containsExactlyInAnyOrder(
                    "webhook.create done",
                    "webhook.ping done",
                    "webhook.ping not_found",
                    "webhook.redeliver done"));
    assertThat(audit("").jsonPath().getList("records.findAll{it.action=='webhook.ping'}.targetId"))
        .contains(webhook);
  }

  @Test
  void recordsEveryFileOfAnUpload() {
    List<String> ids =
        api.upload(
            UploadDocument.empty().file("a", "a/b", bytes("1")).file("b", "a/b", bytes("2")));

    assertThat(audit("").jsonPath().getList("records.findAll{it.action=='file.upload'}.fileId"))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void recordsTheFilesOfAnErasure() {
    String user = UUID.randomUUID().toString();
    List<String> ids =
        List.of(
            api.uploadOne(UploadDocument.of("x").user(user)),
            api.uploadOne(UploadDocument.of("y").user(user)));

    assertThat(api.request().delete("/v1/users/" + user + "/files").statusCode()).isEqualTo(202);

    assertThat(audit("").jsonPath().getList("records.findAll{it.action=='file.erase'}.fileId"))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void recordsTriesThatFailed() throws Exception {
    String id = api.uploadOne(UploadDocument.of("x"));
    FilesApi manager = FilesApi.of(key.withScopes("keys:manage"));
    manager.download(id);
    manager.delete(id);
    api.post(bytes("{\"files\":[{\"contents\":\"*\"}]}"));
    api.delete(UUID.randomUUID().toString());
    api.list("limit=0");

    Eventually.holds(
        () ->
            assertThat(outcomes())
                .containsExactlyInAnyOrder(
                    "file.upload done",
                    "file.download scope_missing",
                    "file.delete scope_missing",
                    "file.upload invalid_base64",
                    "file.delete not_found",
                    "file.list invalid_limit"));
  }

  @Test
  void recordsTriesOfKeysWebhooksAndErasuresThatFailed() throws Exception {
    FilesApi reader = FilesApi.of(key.withScopes("files:read"));
    String other = UUID.randomUUID().toString();
    reader
        .request()
        .contentType("application/json")
        .body("{\"name\":\"a\",\"scopes\":[\"keys:manage\"]}")
        .post("/v1/api-keys");
    reader.request().delete("/v1/users/" + other + "/files");
    api.request().delete("/v1/api-keys/" + other);
    json("{}").post("/v1/webhooks");
    json("{\"enabled\":true}").patch("/v1/webhooks/" + other);
    api.request().post("/v1/webhooks/" + other + "/rotate-secret");
    reader.request().delete("/v1/webhooks/" + other);

    Eventually.holds(
        () ->
            assertThat(outcomes())
                .containsExactlyInAnyOrder(
                    "key.create scope_missing",
                    "file.erase scope_missing",
                    "key.revoke not_found",
                    "webhook.create missing_member",
                    "webhook.update not_found",
                    "webhook.rotate-secret not_found",
                    "webhook.delete scope_missing"));
    assertThat(audit("").jsonPath().getList(OTHERS + ".targetId"))
        .containsExactlyInAnyOrder(null, null, null, other, other, other, other);
    assertThat(audit("").jsonPath().getList("records.fileId")).containsOnlyNulls();
  }

  @Test
  void recordsChangesOfKeysAndWebhooks() {
    String made = id("/v1/api-keys", "{\"name\":\"a\",\"scopes\":[\"files:read\"]}");
    api.request().delete("/v1/api-keys/" + made);
    api.request().delete("/v1/api-keys/" + made);
    String webhook =
        id(
            "/v1/webhooks",
            "{\"url\":\"http://127.0.0.1:1/\",\"eventTypes\":[\"file-request.files.update\"]}");
    json("{\"enabled\":false}").patch("/v1/webhooks/" + webhook);
    api.request().post("/v1/webhooks/" + webhook + "/rotate-secret");
    api.request().delete("/v1/webhooks/" + webhook);
    json("{\"enabled\":true}").patch("/v1/webhooks/" + webhook);

    JsonPath page = audit("").jsonPath();
    assertThat(page.getList("records.findAll{it.outcome=='done'}.action"))
        .containsExactly(
            "webhook.delete",
            "webhook.rotate-secret",
            "webhook.update",
            "webhook.create",
            "key.revoke",
            "key.create");
    assertThat(page.getList("records.findAll{it.outcome=='done'}.targetId"))
        .containsExactly(webhook, webhook, webhook, webhook, made, made);
  }

  @Test
  void givesPagesInOrderAndWithinTimes() {
    for (int i = 0; i < 5; i++) {
      api.uploadOne(UploadDocument.of("x"));
    }
    List<String> all = records("");
    assertThat(all).hasSize(5);

    List<String> paged = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonPath page = audit("limit=2" + cursor).jsonPath();
      paged.addAll(page.getList(OTHERS + ".id"));
      cursor = page.get("nextCursor") == null ? null : "&cursor=" + page.get("nextCursor");
    }
    assertThat(paged).isEqualTo(all);
    List<String> times = audit("").jsonPath().getList(OTHERS + ".createdAt");
    assertThat(records("from=" + times.get(3) + "&to=" + times.get(1)))
        .isEqualTo(all.subList(2, 4));
  }

  @Test
  void showsNothingOfAnotherAccount() {
    String id = api.uploadOne(UploadDocument.of("x"));
    FilesApi stranger = FilesApi.of(TestKey.ofNewAccount());

    assertThat(stranger.request().get("/v1/audit").jsonPath().getList("records")).isEmpty();
    assertThat(stranger.request().get("/v1/audit?fileId=" + id).jsonPath().getList("records"))
        .isEmpty();
  }

  @Test
  void isForThoseWhoManageKeys() {
    FilesApi other = FilesApi.of(key.withScopes("files:read", "files:write", "webhooks:manage"));

    assertThat(other.request().get("/v1/audit").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "fileId=x, invalid_id, fileId",
    "from=yesterday, invalid_value, from",
    "to=2020-01-01, invalid_value, to",
    "from=1969-12-31T00:00:00Z, invalid_value, from",
    "cursor=x, invalid_cursor, cursor",
    "limit=0, invalid_limit, limit"
  })
  void refusesOtherParameters(String query, String code, String path) {
    Response answer = audit(query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_record set outcome = 'x'",
        "delete from audit_record",
        "truncate audit_record"
      })
  void cannotBeChanged(String statement) {
    api.uploadOne(UploadDocument.of("x"));

    assertThatThrownBy(() -> execute(statement))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
    assertThat(records("")).hasSize(1);
  }

  /** The one way to make records fail and nothing else. */
  @Test
  void doesNothingThatItCannotRecord() throws Exception {
    String id = api.uploadOne(UploadDocument.of("the contents"));
    execute("alter table audit_record rename to audit_record_away");
    try {
      for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
        Response read = api.download(id);
        assertThat(read.statusCode()).isEqualTo(500);
        assertThat(read.asByteArray()).isEmpty();
      }
      assertThat(api.delete(id).statusCode()).isEqualTo(500);
      assertThat(api.post(UploadDocument.of("y")).statusCode()).isEqualTo(500);
    } finally {
      execute("alter table audit_record_away rename to audit_record");
    }

    assertThat(api.list("").jsonPath().getList("files.id")).containsExactly(id);
    assertThat(api.download(id).asString()).isEqualTo("the contents");
    Storage.assertTidy();
  }

  private static void execute(String statement) throws SQLException {
    try (Connection database = SatchelServers.database();
        Statement execution = database.createStatement()) {
      execution.execute(statement);
    }
  }

  private List<String> outcomes() {
    JsonPath page = audit("").jsonPath();
    return page.getList(OTHERS + ".collect{it.action + ' ' + it.outcome}");
  }

  private Response audit(String query) {
    return api.request().get("/v1/audit" + (query.isEmpty() ? "" : "?" + query));
  }

  private List<String> records(String query) {
    return audit(query).jsonPath().getList(OTHERS + ".id");
  }

  private String id(String path, String body) {
    return json(body).post(path).then().statusCode(201).extract().jsonPath().getString("id");
  }

  private RequestSpecification json(String body) {
    return api.request().contentType("application/json").body(body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
