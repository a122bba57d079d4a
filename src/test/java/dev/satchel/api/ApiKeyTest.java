package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.access.Accounts;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.time.WireTime;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over the API. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ApiKeyTest {

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi admin = FilesApi.of(key);

  @Inject SettableClock clock;
  @Inject Accounts accounts;

  @Test
  void makesAKeyThatMayDoWhatItsScopesSay() {
    Response answer = make(admin, "{\"name\":\"Lesé\",\"scopes\":[\"files:read\"]}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonPath made = answer.jsonPath();
    assertThat(made.getMap("").keySet())
        .containsExactlyInAnyOrder("id", "createdAt", "expiresAt", "name", "scopes", "key");
    assertThat(UUID.fromString(made.getString("id")).version()).isEqualTo(7);
    assertThat(made.getString("name")).isEqualTo("Lesé");
    assertThat(made.getString("expiresAt")).isNull();
    assertThat(made.getString("createdAt")).matches("....-..-..T..:..:..\\.\\d{6}\\+00:00");
    assertThat(made.getList("scopes")).containsExactly("files:read");
    FilesApi reader = new FilesApi(made.getString("key"));
    assertThat(reader.list("").statusCode()).isEqualTo(200);
    assertThat(reader.delete(UUID.randomUUID().toString()).statusCode()).isEqualTo(403);
  }

  @Test
  void anAccountThatTwoMakeAtATimeIsOne() throws Exception {
    String name = "made twice " + UUID.randomUUID();
    UUID first = UUID.randomUUID();
    CompletableFuture<UUID> second;
    try (Connection database = SatchelServers.database();
        PreparedStatement insert =
            database.prepareStatement(
                "insert into account (id, name, created_at) values (?, ?, now())")) {
      database.setAutoCommit(false);
      insert.setObject(1, first);
      insert.setString(2, name);
      insert.executeUpdate();
      second = accounts.named(name).subscribeAsCompletionStage();
      Eventually.holds(
          () ->
              assertThat(Storage.rows("select pid::text from pg_locks where not granted"))
                  .isNotEmpty());
      database.commit();
    }

    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first);
    assertThat(accounts.named(name).await().atMost(Duration.ofSeconds(10))).isEqualTo(first);
  }

  @Test
  void showsAKeyOnceAndStoresItsHashOnly() throws Exception {
    String secret = issue("a", "files:read").getString("key");

    assertThat(secret).matches("satchel_[A-Za-z0-9_-]{43}");
    assertThat(admin.request().get("/v1/api-keys").asString()).doesNotContain(secret);
    try (Connection database = SatchelServers.database();
        PreparedStatement select =
            database.prepareStatement(
                "select count(*), bool_or(row_to_json(k)::text like ?) from api_key k"
                    + " where account_id = ?")) {
      select.setString(1, "%" + secret + "%");
      select.setObject(2, key.account());
      ResultSet rows = select.executeQuery();
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(2);
      assertThat(rows.getBoolean(2)).isFalse();
    }
  }

  @Test
  void listsTheKeysOfTheAccountNewestFirst() {
    String first = issue("first", "files:read").getString("id");
    String second = issue("second", "files:write").getString("id");
    FilesApi stranger = FilesApi.of(TestKey.ofNewAccount());

    assertThat(names(admin)).containsExactly("second", "first", "test");
    assertThat(names(stranger)).containsExactly("test");
    assertThat(ids(admin)).startsWith(second, first);
  }

  @Test
  void revokesAKeyAtOnce() {
    JsonPath made = issue("a", "files:read");
    FilesApi holder = new FilesApi(made.getString("key"));
    assertThat(holder.list("").statusCode()).isEqualTo(200);

    assertThat(revoke(admin, made.getString("id")).statusCode()).isEqualTo(204);

    assertThat(holder.list("").statusCode()).isEqualTo(401);
    assertThat(names(admin)).containsExactly("test");
    assertThat(revoke(admin, made.getString("id")).statusCode()).isEqualTo(404);
  }

  @Test
  void revokesWithAKeyAllThatCameOfIt() {
    JsonPath first = issue(admin, "first", "files:read", "keys:manage");
    JsonPath second = issue(holder(first), "second", "files:read", "keys:manage");
    JsonPath third = issue(holder(second), "third", "files:read");
    JsonPath beside = issue(admin, "beside", "files:read");
    assertThat(holder(third).list("").statusCode()).isEqualTo(200);

    assertThat(revoke(admin, first.getString("id")).statusCode()).isEqualTo(204);

    for (JsonPath made : List.of(first, second, third)) {
      assertThat(holder(made).list("").statusCode()).isEqualTo(401);
    }
    assertThat(holder(beside).list("").statusCode()).isEqualTo(200);
    assertThat(names(admin)).containsExactly("beside", "test");
    assertThat(
            admin
                .request()
                .get("/v1/audit")
                .jsonPath()
                .getList("records.findAll{it.action=='key.revoke'}.targetId"))
        .containsExactlyInAnyOrder(
            first.getString("id"), second.getString("id"), third.getString("id"));
  }

  /** One of the two is first, whichever: nothing is left that the revocation has missed. */
  @Test
  void leavesNoKeyThatIsMadeWhileItsMakerIsRevoked() throws Exception {
    JsonPath maker = issue(admin, "maker", "files:read", "keys:manage");
    FilesApi holder = holder(maker);
    var made = new AtomicInteger();
    List<Thread> makers =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              while (make(holder, body("files:read")).statusCode() == 201) {
                                made.incrementAndGet();
                              }
                            }))
            .toList();
    Eventually.holds(() -> assertThat(made).hasPositiveValue());

    assertThat(revoke(admin, maker.getString("id")).statusCode()).isEqualTo(204);

    for (Thread thread : makers) {
      thread.join();
    }
    assertThat(names(admin)).containsExactly("test");
  }

  @Test
  void makesNothingForAKeyThatIsRevokedAndStillRemembered() {
    TestKey maker = key.withScopes("files:read", "keys:manage");
    FilesApi holder = FilesApi.of(maker);
    holder.list("");

    maker.revoke();

    assertThat(make(holder, body("files:read")).statusCode()).isIn(401, 403);
    assertThat(names(admin)).containsExactly("test");
  }

  @Test
  void revokesNoKeyThatMayDoMoreThanTheCaller() {
    FilesApi limited = FilesApi.of(key.withScopes("keys:manage", "files:read"));
    JsonPath wider = issue(admin, "wider", "files:read", "files:write");
    JsonPath narrower = issue(admin, "narrower", "files:read");

    Response refused = revoke(limited, wider.getString("id"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("scope_missing");
    assertThat(refused.jsonPath().getString("error")).contains("files:write");
    assertThat(holder(wider).list("").statusCode()).isEqualTo(200);
    assertThat(revoke(limited, narrower.getString("id")).statusCode()).isEqualTo(204);
  }

  @Test
  void endsAKeyNoLaterThanItsMaker() {
    Instant end = clock.instant().plusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
    FilesApi maker = FilesApi.of(key.expiringAt(end));

    Response later = make(maker, ending(end.plusMillis(1)));

    assertThat(make(maker, body("files:read")).jsonPath().getString("expiresAt"))
        .isEqualTo(text(end));
    assertThat(make(maker, ending(end)).jsonPath().getString("expiresAt")).isEqualTo(text(end));
    Instant sooner = end.minusSeconds(60);
    assertThat(make(maker, ending(sooner)).jsonPath().getString("expiresAt"))
        .isEqualTo(text(sooner));
    assertThat(later.statusCode()).isEqualTo(400);
    assertThat(later.jsonPath().getString("code")).isEqualTo("invalid_value");
    assertThat(later.jsonPath().getString("path")).isEqualTo("expiresAt");
  }

  @Test
  void knowsNoKeyOfAnotherAccount() {
    JsonPath made = issue("a", "files:read");
    FilesApi stranger = FilesApi.of(TestKey.ofNewAccount());

    assertThat(revoke(stranger, made.getString("id")).statusCode()).isEqualTo(404);
    assertThat(revoke(admin, "x").statusCode()).isEqualTo(404);
    assertThat(new FilesApi(made.getString("key")).list("").statusCode()).isEqualTo(200);
  }

  @Test
  void endsAKeyWhenItExpires() {
    Instant end = clock.instant().plusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
    JsonPath made =
        make(
                admin,
                "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":\"%s\"}".formatted(end))
            .jsonPath();
    assertThat(Instant.parse(made.getString("expiresAt").replace("+00:00", "Z"))).isEqualTo(end);
    FilesApi holder = new FilesApi(made.getString("key"));
    assertThat(holder.list("").statusCode()).isEqualTo(200);
    try {
      clock.advance(Duration.ofHours(1));
      assertThat(holder.list("").statusCode()).isEqualTo(401);
    } finally {
      clock.reset();
    }
  }

  @Test
  void givesNoScopeAwayThatTheCallerHasNot() {
    FilesApi limited = FilesApi.of(key.withScopes("keys:manage", "files:read"));

    assertThat(make(limited, body("files:read", "keys:manage")).statusCode()).isEqualTo(201);
    Response refused = make(limited, body("files:read", "files:write"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("scope_missing");
    assertThat(refused.jsonPath().getString("path")).isEqualTo("scopes");
  }

  @Test
  void isForThoseWhoManageKeys() {
    FilesApi other = FilesApi.of(key.withScopes("files:read", "files:write", "webhooks:manage"));

    assertThat(make(other, body("files:read")).statusCode()).isEqualTo(403);
    assertThat(other.request().get("/v1/api-keys").statusCode()).isEqualTo(403);
    assertThat(revoke(other, UUID.randomUUID().toString()).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | missing_member | name",
        "{\"name\":\"a\"} | missing_member | scopes",
        "{\"name\":\"\",\"scopes\":[\"files:read\"]} | text_empty | name",
        "{\"name\":1,\"scopes\":[\"files:read\"]} | wrong_type | name",
        "{\"name\":\"a\",\"scopes\":\"files:read\"} | wrong_type | scopes",
        "{\"name\":\"a\",\"scopes\":[]} | invalid_value | scopes",
        "{\"name\":\"a\",\"scopes\":[\"files:read\",\"files\"]} | invalid_value | scopes[1]",
        "{\"name\":\"a\",\"scopes\":[7]} | wrong_type | scopes[0]",
        "{\"name\":\"a\",\"name\":\"a\",\"scopes\":[\"files:read\"]} | duplicate_member | name",
        "{\"scopes\":7} | missing_member | name",
        "{\"scopes\":7,\"name\":7} | wrong_type | name",
        "{\"expiresAt\":7,\"name\":\"a\"} | missing_member | scopes",
        "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":7} | wrong_type | expiresAt",
        "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":\"\"} | text_empty | expiresAt",
      })
  void refusesWhatIsNoKey(String body, String code, String path) {
    Response answer = make(admin, body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-01-01T00:00:00Z",
        "2099-01-01",
        "2099-01-01T00:00:00",
        "2099-13-01T00:00:00Z",
        "+20990-01-01T00:00:00Z",
        "+999999999-01-01T00:00:00Z",
        "tomorrow"
      })
  void refusesAnEndThatIsNone(String expiresAt) {
    Response answer =
        make(
            admin,
            "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":\"" + expiresAt + "\"}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_value");
    assertThat(answer.jsonPath().getString("path")).isEqualTo("expiresAt");
  }

  @Test
  void refusesTextThatIsTooLong() {
    assertTooLong("{\"name\":\"" + "x".repeat(256) + "\"}", "name");
    assertTooLong("{\"name\":\"a\",\"scopes\":[\"?\",\"" + "x".repeat(65) + "\"]}", "scopes[1]");
    assertTooLong(
        "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":\"" + "x".repeat(65) + "\"}",
        "expiresAt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'a','scopes':[]} | scopes must name one scope at least.",
        "{'name':'a','scopes':['?']} | scopes[0] must be one of"
            + " files:read, files:write, requests:write, webhooks:manage, keys:manage.",
        "{'name':'a','scopes':['files:read'],'expiresAt':'?'} |"
            + " expiresAt must be a time with an offset, such as 2027-01-31T12:00:00+00:00.",
        "{'name':'a','scopes':['files:read'],'expiresAt':'2020-01-01T00:00:00Z'} |"
            + " expiresAt must lie in the future."
      })
  void saysWhatIsWrong(String body, String sentence) {
    Response answer = make(admin, body.replace('\'', '"'));

    assertThat(answer.jsonPath().getString("error")).isEqualTo(sentence);
  }

  @Test
  void takesNullForAnEndThatIsNone() {
    Response answer =
        make(admin, "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":null}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.jsonPath().getString("expiresAt")).isNull();
  }

  @Test
  void namesEachScopeOnce() {
    JsonPath made =
        make(admin, body("webhooks:manage", "files:read", "webhooks:manage")).jsonPath();

    assertThat(made.getList("scopes")).containsExactly("files:read", "webhooks:manage");
  }

  private void assertTooLong(String body, String path) {
    Response answer = make(admin, body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("text_too_long");
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  private JsonPath issue(String name, String scope) {
    return issue(admin, name, scope);
  }

  private static JsonPath issue(FilesApi maker, String name, String... scopes) {
    String list = String.join("\",\"", scopes);
    return make(maker, "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(name, list)).jsonPath();
  }

  private static FilesApi holder(JsonPath made) {
    return new FilesApi(made.getString("key"));
  }

  private static String ending(Instant end) {
    return "{\"name\":\"a\",\"scopes\":[\"files:read\"],\"expiresAt\":\"%s\"}".formatted(end);
  }

  private static String text(Instant instant) {
    return WireTime.format(instant);
  }

  private static String body(String... scopes) {
    return "{\"name\":\"a\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}";
  }

  private static Response make(FilesApi api, String body) {
    return api.request().contentType("application/json").body(body).post("/v1/api-keys");
  }

  private static Response revoke(FilesApi api, String id) {
    return api.request().delete("/v1/api-keys/" + id);
  }

  private static List<String> names(FilesApi api) {
    return api.request().get("/v1/api-keys").jsonPath().getList("apiKeys.name");
  }

  private static List<String> ids(FilesApi api) {
    return api.request().get("/v1/api-keys").jsonPath().getList("apiKeys.id");
  }
}
