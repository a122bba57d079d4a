package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.StoredDelivery;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API tells of deliveries, and what it does to them. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class DeliveryListTest {

  private static final Instant LONG_AGO = Instant.parse("2024-02-29T12:00:00.123456Z");
  private static final Instant FAR_OFF = Instant.parse("2124-02-29T12:00:00.123456Z");

  private final TestKey key = TestKey.ofNewAccount();
  private final WebhooksApi api = WebhooksApi.of(key);
  private String webhook = "";

  @BeforeEach
  void register() {
    webhook = api.register().getString("id");
  }

  /** Nobody is to deliver to other tests' targets. */
  @AfterEach
  void delete() {
    api.delete(webhook);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(api.deliveries(webhook, "").asString())
        .isEqualTo("{\"deliveries\":[],\"nextCursor\":null}");
  }

  @Test
  void showsOneThatWaits() throws Exception {
    var delivery = insert("pending", FAR_OFF);

    JsonPath shown = api.deliveries(webhook, "").jsonPath();

    assertThat(shown.getMap("deliveries[0]").keySet())
        .containsExactly(
            "id",
            "eventId",
            "eventType",
            "fileRequestId",
            "createdAt",
            "status",
            "attempts",
            "lastStatusCode",
            "nextAttemptAt",
            "settledAt");
    assertThat(shown.getString("deliveries[0].id")).isEqualTo(delivery.id().toString());
    assertThat(shown.getString("deliveries[0].eventId")).isEqualTo(delivery.event().toString());
    assertThat(shown.getString("deliveries[0].eventType")).isEqualTo("ping");
    assertThat(shown.getString("deliveries[0].fileRequestId")).isNull();
    assertThat(shown.getString("deliveries[0].createdAt"))
        .isEqualTo("2024-02-29T12:00:00.123456+00:00");
    assertThat(shown.getString("deliveries[0].status")).isEqualTo("pending");
    assertThat(shown.getList("deliveries[0].attempts")).isEmpty();
    assertThat(shown.getString("deliveries[0].lastStatusCode")).isNull();
    assertThat(shown.getString("deliveries[0].nextAttemptAt"))
        .isEqualTo("2124-02-29T12:00:00.123456+00:00");
    assertThat(shown.getString("deliveries[0].settledAt")).isNull();
    assertThat(shown.getString("nextCursor")).isNull();
  }

  @Test
  void showsOneThatFailedWithItsAttempts() throws Exception {
    var delivery = insert("failed", FAR_OFF);
    delivery.attempt(2, 503, "status", "down");
    delivery.attempt(1, null, "timeout", null);

    JsonPath shown = api.deliveries(webhook, "").jsonPath();

    assertThat(shown.getString("deliveries[0].status")).isEqualTo("failed");
    assertThat(shown.getString("deliveries[0].nextAttemptAt")).isNull();
    assertThat(shown.getString("deliveries[0].settledAt"))
        .isEqualTo("2124-02-29T12:00:00.123456+00:00");
    assertThat(shown.getInt("deliveries[0].lastStatusCode")).isEqualTo(503);
    assertThat(shown.getList("deliveries[0].attempts.attempt")).containsExactly(1, 2);
    assertThat(shown.getList("deliveries[0].attempts.statusCode")).containsExactly(null, 503);
    assertThat(shown.getList("deliveries[0].attempts.error")).containsExactly("timeout", "status");
    assertThat(shown.getList("deliveries[0].attempts.responseExcerpt"))
        .containsExactly(null, "down");
    assertThat(shown.getList("deliveries[0].attempts.durationMillis")).containsExactly(17, 17);
    assertThat(shown.getString("deliveries[0].attempts[0].startedAt"))
        .isEqualTo("2024-02-29T12:00:00.123456+00:00");
  }

  @Test
  void showsTheNewestAttemptsOfMany() throws Exception {
    var delivery = insert("failed", FAR_OFF);
    for (int attempt = 1; attempt <= 25; attempt++) {
      delivery.attempt(attempt, 500, "status", null);
    }
    insert("failed", FAR_OFF).attempt(1, 500, "status", null);

    List<Integer> attempts =
        api.deliveries(webhook, "").jsonPath().getList("deliveries[1].attempts.attempt");

    assertThat(attempts).hasSize(20).isSorted().startsWith(6).endsWith(25);
  }

  @Test
  void losesNothingBetweenPages() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      var delivery = insert("delivered", LONG_AGO);
      delivery.attempt(1, 200, null, null);
      delivery.attempt(2, 200, null, null);
      ids.addFirst(delivery.id().toString());
    }
    StoredDelivery.insert(
        key.account(), UUID.fromString(api.register().getString("id")), "failed", LONG_AGO);

    for (int limit : new int[] {1, 3, 7, 50}) {
      assertThat(allPages(limit)).as("%d", limit).containsExactlyElementsOf(ids);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, invalid_limit, limit",
    "limit=x, invalid_limit, limit",
    "cursor=zz, invalid_cursor, cursor"
  })
  void refuses(String query, String code, String path) {
    Response answer = api.deliveries(webhook, query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  /** Nobody listens at the target, so it is tried again for a while before it is settled. */
  @ParameterizedTest
  @ValueSource(strings = {"delivered", "failed"})
  void makesASettledOneDueAgain(String status) throws Exception {
    var delivery = insert(status, LONG_AGO);
    delivery.attempt(1, 500, "status", null);

    Response answer = api.redeliver(webhook, delivery.id().toString());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.jsonPath().getString("id")).isEqualTo(delivery.id().toString());
    assertThat(answer.jsonPath().getString("eventId")).isEqualTo(delivery.event().toString());
    assertThat(answer.jsonPath().getString("status")).isEqualTo("pending");
    assertThat(answer.jsonPath().getString("settledAt")).isNull();
    assertThat(answer.jsonPath().getList("attempts")).isNotEmpty();
    Eventually.holds(
        () ->
            assertThat(delivery.column("settled_at > now() - interval '1 minute'")).isEqualTo("t"));
  }

  @Test
  void leavesOneThatIsPendingAsItIs() throws Exception {
    var delivery = insert("pending", FAR_OFF);

    Response answer = api.redeliver(webhook, delivery.id().toString());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.jsonPath().getString("nextAttemptAt"))
        .isEqualTo("2124-02-29T12:00:00.123456+00:00");
    assertThat(delivery.column("failures")).isEqualTo("3");
  }

  @Test
  void redeliversNothingToAnotherWebhook() throws Exception {
    var delivery = insert("failed", LONG_AGO);
    String other = api.register().getString("id");

    for (String id : Arrays.asList(other, UUID.randomUUID().toString(), "x")) {
      Response answer = api.redeliver(id, delivery.id().toString());
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.asByteArray()).isEmpty();
    }
    assertThat(api.redeliver(webhook, "x").statusCode()).isEqualTo(404);
    assertThat(delivery.column("status")).isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsAPingAlsoToOneThatIsDisabled(boolean enabled) throws Exception {
    String other = api.register().getString("id");
    api.change(webhook, "{\"enabled\":" + enabled + "}").then().statusCode(200);

    Response answer = api.ping(webhook);

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonPath ping = answer.jsonPath();
    assertThat(ping.getString("eventType")).isEqualTo("ping");
    assertThat(ping.getString("status")).isEqualTo("pending");
    assertThat(ping.getString("fileRequestId")).isNull();
    String row = " from event where id = '" + ping.getString("eventId") + "'";
    assertThat(Storage.rows("select payload" + row))
        .containsExactly(
            "{\"event\":{\"id\":\"%s\",\"createdAt\":\"%s\",\"type\":\"ping\"}}"
                .formatted(ping.getString("eventId"), ping.getString("createdAt")));
    assertThat(Storage.rows("select account_id" + row)).containsExactly(key.account().toString());
    assertThat(Storage.rows("select sequence" + row)).containsExactly("0");
    assertThat(api.deliveries(webhook, "").jsonPath().getList("deliveries.id"))
        .containsExactly(ping.getString("id"));
    assertThat(api.deliveries(other, "").jsonPath().getList("deliveries")).isEmpty();
  }

  private StoredDelivery insert(String status, Instant due) throws Exception {
    return StoredDelivery.insert(key.account(), UUID.fromString(webhook), status, due);
  }

  private List<String> allPages(int limit) {
    var ids = new ArrayList<String>();
    String cursor = "";
    while (cursor != null) {
      JsonPath page =
          api.deliveries(webhook, "limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .jsonPath();
      ids.addAll(page.getList("deliveries.id"));
      cursor = page.getString("nextCursor");
      assertThat(ids).as("deliveries, none of them twice").doesNotHaveDuplicates();
    }
    return ids;
  }
}
