package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations of webhooks: made, read, changed and deleted by their account only. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class WebhookTest {

  private static final String ENABLE = "{\"enabled\":true}";

  private final TestKey key = TestKey.ofNewAccount();
  private final WebhooksApi api = WebhooksApi.of(key);

  @Inject SettableClock clock;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void registers() {
    Response answer = api.post(WebhooksApi.document(WebhooksApi.URL));

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonPath made = answer.jsonPath();
    assertThat(answer.header("Location")).isEqualTo("/v1/webhooks/" + made.getString("id"));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(UUID.fromString(made.getString("id")).version()).isEqualTo(7);
    assertThat(made.getString("url")).isEqualTo(WebhooksApi.URL);
    assertThat(made.getList("eventTypes")).containsExactly(WebhooksApi.TYPE);
    assertThat(made.getBoolean("enabled")).isTrue();
    assertThat(OffsetDateTime.parse(made.getString("createdAt")).toInstant())
        .isBetween(clock.instant().minusSeconds(30), clock.instant());
    assertThat(keyBytes(made)).hasSize(32);
    assertThat(answer.asString())
        .contains("\"disabledAt\":null", "\"disabledReason\":null", "\"failingSince\":null");
  }

  @Test
  void showsTheSecretOnlyOnce() {
    JsonPath made = api.register();
    String id = made.getString("id");
    String secret = made.getString("secret");

    List<String> answers =
        List.of(
            api.find(id).asString(),
            api.list().asString(),
            api.change(id, "{}").asString(),
            api.deliveries(id, "").asString(),
            api.ping(id).asString());

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer).doesNotContain("secret", "whsec_", secret));
    assertThat(api.rotate(id).jsonPath().getString("secret")).isNotEqualTo(secret);
  }

  @Test
  void givesEachASecretOfItsOwn() {
    assertThat(api.register().getString("secret")).isNotEqualTo(api.register().getString("secret"));
  }

  @Test
  void isFoundAndListedNewestFirst() {
    assertThat(api.list().asString()).isEqualTo("{\"webhooks\":[]}");
    String first = api.register().getString("id");
    String second = api.register().getString("id");

    JsonPath list = api.list().jsonPath();

    assertThat(list.getList("webhooks.id")).containsExactly(second, first);
    assertThat(list.getMap("webhooks[0]")).isEqualTo(api.find(second).jsonPath().getMap("$"));
    assertThat(list.getMap("webhooks[0]").keySet())
        .containsExactly(
            "id",
            "createdAt",
            "url",
            "eventTypes",
            "enabled",
            "disabledAt",
            "disabledReason",
            "failingSince");
  }

  @Test
  void collapsesRepeatedTypes() {
    String type = '"' + WebhooksApi.TYPE + '"';
    String twice =
        "{\"url\":\"" + WebhooksApi.URL + "\",\"eventTypes\":[" + type + "," + type + "]}";

    assertThat(api.post(twice).jsonPath().getList("eventTypes")).containsExactly(WebhooksApi.TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'eventTypes':['T']} | missing_member | url",
        "{'url':null,'eventTypes':['T']} | missing_member | url",
        "{'url':7,'eventTypes':['T']} | wrong_type | url",
        "{'url':'','eventTypes':['T']} | text_empty | url",
        "{'url':'x\\u0000','eventTypes':['T']} | unsupported_text | url",
        "{'url':'nope','eventTypes':['T']} | invalid_url | url",
        "{'url':'http://u:p@127.0.0.1/','eventTypes':['T']} | invalid_url | url",
        "{'url':'U','url':'U','eventTypes':['T']} | duplicate_member | url",
        "{'url':'U'} | missing_member | eventTypes",
        "{'url':'U','eventTypes':null} | missing_member | eventTypes",
        "{'url':'U','eventTypes':'T'} | wrong_type | eventTypes",
        "{'url':'U','eventTypes':[]} | invalid_value | eventTypes",
        "{'url':'U','eventTypes':['nope']} | invalid_value | eventTypes[0]",
        "{'url':'U','eventTypes':['T','ping']} | invalid_value | eventTypes[1]",
        "{'url':'U','eventTypes':['T T']} | invalid_value | eventTypes[0]",
        "{'url':'U','eventTypes':['T',null]} | wrong_type | eventTypes[1]",
        "{'url':'U','eventTypes':['T'],'eventTypes':['T']} | duplicate_member | eventTypes",
        "{} | missing_member | url",
        "{'eventTypes':7,'url':7} | wrong_type | url",
        "{'eventTypes':7} | wrong_type | eventTypes",
        "{'url':'U','eventTypes':['nope','']} | text_empty | eventTypes[1]",
        "{'url':'U','eventTypes':['nope',7]} | wrong_type | eventTypes[1]",
        "{'url':'U','eventTypes':['',7]} | text_empty | eventTypes[0]",
        "{'url':7,'eventTypes' | invalid_json |",
        "{'url':7}} | invalid_json |"
      })
  void refuses(String document, String code, @Nullable String path) {
    String body =
        document
            .replace('\'', '"')
            .replace("\"T", '"' + WebhooksApi.TYPE)
            .replace("\"U\"", '"' + WebhooksApi.URL + '"');

    assertRefused(api.post(body), 400, code, path);
    assertThat(api.list().jsonPath().getList("webhooks")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | eventTypes must name one type of event at least.",
        "[\"?\"] | eventTypes[0] is not a type of event to register for."
      })
  void saysWhatIsWrongWithTypes(String types, String sentence) {
    String body = "{\"url\":\"" + WebhooksApi.URL + "\",\"eventTypes\":" + types + "}";

    assertThat(api.post(body).jsonPath().getString("error")).isEqualTo(sentence);
  }

  @Test
  void readsNothingButItsMembers() {
    String document =
        WebhooksApi.document(WebhooksApi.URL)
            .replaceFirst("\\{", "{\"enabled\":false,\"enabled\":7,\"URL\":[],");

    Response answer = api.post(document);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.jsonPath().getBoolean("enabled")).isTrue();
  }

  @Test
  void refusesAnUrlThatIsTooLong() {
    String url = WebhooksApi.URL + "x".repeat(2048 - WebhooksApi.URL.length());

    assertThat(api.post(WebhooksApi.document(url)).statusCode()).isEqualTo(201);
    assertRefused(api.post(WebhooksApi.document(url + "x")), 400, "text_too_long", "url");
  }

  @Test
  void changesWhatIsGivenAndNothingElse() {
    String id = api.register().getString("id");
    var before = api.find(id).jsonPath().getMap("$");

    assertThat(api.change(id, "{}").jsonPath().getMap("$")).isEqualTo(before);
    JsonPath changed = api.change(id, "{\"url\":\"http://127.0.0.2/\",\"x\":1}").jsonPath();

    assertThat(changed.getString("url")).isEqualTo("http://127.0.0.2/");
    assertThat(changed.getBoolean("enabled")).isTrue();
    assertThat(changed.getString("createdAt")).isEqualTo(before.get("createdAt"));
    assertThat(api.find(id).jsonPath().getMap("$")).isEqualTo(changed.getMap("$"));
  }

  @Test
  void isDisabledAndEnabledAgain() throws Exception {
    String id = api.register().getString("id");

    JsonPath disabled = api.change(id, "{\"enabled\":false}").jsonPath();
    clock.advance(Duration.ofSeconds(60));
    JsonPath again = api.change(id, "{\"enabled\":false}").jsonPath();

    assertThat(disabled.getBoolean("enabled")).isFalse();
    assertThat(disabled.getString("disabledAt")).isNotNull();
    assertThat(disabled.getString("disabledReason")).isEqualTo("requested");
    assertThat(again.getString("disabledAt")).isEqualTo(disabled.getString("disabledAt"));

    Storage.rows(
        "update webhook set failing_since = now(), disabled_reason = 'failing' where id = '"
            + id
            + "' returning url");
    assertThat(api.find(id).jsonPath().getString("failingSince")).isNotNull();
    JsonPath enabled = api.change(id, "{\"enabled\":true}").jsonPath();

    assertThat(enabled.getBoolean("enabled")).isTrue();
    assertThat(enabled.getString("disabledAt")).isNull();
    assertThat(enabled.getString("disabledReason")).isNull();
    assertThat(enabled.getString("failingSince")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"url\":null} | wrong_type | url",
        "{\"eventTypes\":null} | wrong_type | eventTypes",
        "{\"enabled\":null} | wrong_type | enabled",
        "{\"enabled\":\"true\"} | wrong_type | enabled",
        "{\"enabled\":1} | wrong_type | enabled",
        "{\"enabled\":false,\"enabled\":false} | duplicate_member | enabled",
        "{\"enabled\":null,\"enabled\":false} | duplicate_member | enabled",
        "{\"enabled\":7,\"url\":7} | wrong_type | url",
        "{\"url\":\"\",\"enabled\":null} | wrong_type | enabled",
        "{\"url\":7,\"enabled\":true,\"enabled\":true} | duplicate_member | enabled",
        "{\"enabled\":false,\"eventTypes\":[]} | invalid_value | eventTypes",
        "{\"enabled\":false,\"url\":\"ftp://127.0.0.1/\"} | invalid_url | url",
        "{\"enabled\":false,\"url\":\"http://10.0.0.1/\"} | forbidden_address | url",
        "[] | wrong_type |"
      })
  void refusesOtherChanges(String body, String code, @Nullable String path) {
    String id = api.register().getString("id");
    var before = api.find(id).jsonPath().getMap("$");

    assertRefused(api.change(id, body), 400, code, path);
    assertThat(api.find(id).jsonPath().getMap("$")).isEqualTo(before);
  }

  @Test
  void rotatesItsSecret() throws Exception {
    JsonPath made = api.register();
    String id = made.getString("id");

    Response answer = api.rotate(id);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonPath rotated = answer.jsonPath();
    assertThat(keyBytes(rotated)).hasSize(32).isNotEqualTo(keyBytes(made));
    assertThat(rotated.getString("id")).isEqualTo(id);
    assertThat(
            column(
                id,
                "previous_secret_until - created_at between '24 hours' and '24 hours 1 minute'"))
        .isEqualTo("t");
  }

  @Test
  void keepsOnlyOneSecretBeforeTheNewest() throws Exception {
    String id = api.register().getString("id");
    api.rotate(id);
    String second = column(id, "secret");

    api.rotate(id);

    assertThat(column(id, "secret")).isNotEqualTo(second);
    assertThat(column(id, "previous_secret")).isEqualTo(second);
  }

  @Test
  void keepsItsSecretsEncrypted() throws Exception {
    JsonPath made = api.register();
    String id = made.getString("id");
    JsonPath rotated = api.rotate(id).jsonPath();

    assertThat(column(id, "secret")).startsWith("sealed:dev:");
    assertThat(column(id, "previous_secret")).startsWith("sealed:dev:");
    assertThat(column(id, "webhook::text"))
        .doesNotContain(made.getString("secret"), rotated.getString("secret"), "whsec_");
  }

  @Test
  void isDeletedWithItsDeliveries() throws Exception {
    String id = api.register().getString("id");
    String other = api.register().getString("id");
    api.ping(id).then().statusCode(202);
    api.ping(other).then().statusCode(202);

    Response answer = api.delete(id);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertAbsent(api, id);
    assertThat(api.list().jsonPath().getList("webhooks.id")).containsExactly(other);
    assertThat(Storage.rows("select id from delivery where webhook_id = '" + id + "'")).isEmpty();
    assertThat(api.deliveries(other, "").jsonPath().getList("deliveries")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"019ab0c2-7f3e-7000-8b1d-5d0f9f3c6a11", "x", "1-1-1-1-1", "%C3%BC", "a%20b"})
  void isAbsentUnderOtherIds(String id) {
    assertAbsent(api, id);
  }

  @Test
  void isAbsentForOtherAccounts() {
    String id = api.register().getString("id");
    String delivery = api.ping(id).jsonPath().getString("id");
    WebhooksApi stranger = WebhooksApi.of(TestKey.ofNewAccount());

    assertAbsent(stranger, id);
    assertEmpty(404, stranger.redeliver(id, delivery));
    assertThat(stranger.list().asString()).isEqualTo("{\"webhooks\":[]}");
    assertThat(api.find(id).jsonPath().getBoolean("enabled")).isTrue();
  }

  @Test
  void isManagedOnlyWithItsScope() {
    String id = api.register().getString("id");
    WebhooksApi others =
        WebhooksApi.of(
            key.withScopes("files:read", "files:write", "requests:write", "keys:manage"));
    WebhooksApi own = WebhooksApi.of(key.withScopes("webhooks:manage"));

    for (Response answer :
        List.of(
            others.post("{"),
            others.list(),
            others.find(id),
            others.change(id, "{"),
            others.delete(id),
            others.rotate(id),
            others.ping(id),
            others.deliveries(id, ""),
            others.redeliver(id, id))) {
      assertRefused(answer, 403, "scope_missing", null);
      assertThat(answer.jsonPath().getString("error")).contains("webhooks:manage");
    }
    assertThat(own.find(id).statusCode()).isEqualTo(200);
    assertThat(own.delete(id).statusCode()).isEqualTo(204);
  }

  private static void assertAbsent(WebhooksApi api, String id) {
    assertEmpty(404, api.find(id));
    assertEmpty(404, api.change(id, ENABLE));
    assertEmpty(404, api.rotate(id));
    assertEmpty(404, api.ping(id));
    assertEmpty(404, api.deliveries(id, ""));
    assertEmpty(404, api.redeliver(id, UUID.randomUUID().toString()));
    assertEmpty(404, api.delete(id));
  }

  private static void assertEmpty(int status, Response answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.asByteArray()).isEmpty();
  }

  private static void assertRefused(
      Response answer, int status, String code, @Nullable String path) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  private static byte[] keyBytes(JsonPath webhook) {
    String secret = webhook.getString("secret");
    assertThat(secret).startsWith("whsec_");
    return Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  private static String column(String id, String expression) throws SQLException {
    return Storage.rows("select " + expression + " from webhook where id = '" + id + "'")
        .getFirst();
  }
}
