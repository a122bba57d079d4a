package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of an address that sends keys which are not valid. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(FailedAuthTest.FiveAMinute.class)
class FailedAuthTest {

  private static final int LIMIT = 5;

  private final String address = "192.0.2.7";

  @Test
  void isRefusedFurtherTries() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(guess(address).statusCode()).isEqualTo(401);
    }

    Response refused = guess(address);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).matches("[1-9]|1[0-2]");
    assertThat(refused.jsonPath().getString("code")).isEqualTo("rate_limited");
    assertThat(guess("198.51.100.1").statusCode()).isEqualTo(401);
  }

  /** A key that is known goes on, remembered or not; a new one has to wait. */
  @Test
  void isNotRefusedKeysThatWereValidBefore() throws Exception {
    String shared = "203.0.113.9";
    TestKey known = TestKey.ofNewAccount();
    assertThat(list(known.value(), shared).statusCode()).isEqualTo(200);
    for (int i = 0; i <= LIMIT; i++) {
      guess(shared);
    }

    assertThat(list(known.value(), shared).statusCode()).isEqualTo(200);
    Thread.sleep(10); // The key is remembered for a millisecond.
    assertThat(list(known.value(), shared).statusCode()).isEqualTo(200);
    TestKey unknown = TestKey.ofNewAccount();
    assertThat(list(unknown.value(), shared).statusCode()).isEqualTo(429);
    assertThat(list(unknown.value(), "203.0.113.10").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotCountedKeysThatAreValid() {
    for (int i = 0; i < 3 * LIMIT; i++) {
      TestKey key = TestKey.ofNewAccount();
      assertThat(list(key.value(), "203.0.113.77").statusCode()).isEqualTo(200);
    }
  }

  /** As a client does that has just been started: its first calls go out together. */
  @Test
  void isNotRefusedOneGoodKeyThatComesManyTimesAtOnce() throws Exception {
    TestKey key = TestKey.ofNewAccount();

    List<Integer> answers = atOnce(3 * LIMIT, call -> key.value(), "203.0.113.99");

    assertThat(answers).hasSize(3 * LIMIT).containsOnly(200);
  }

  @Test
  void isRefusedFurtherTriesThatComeAtOnce() throws Exception {
    List<Integer> answers = atOnce(3 * LIMIT, call -> "guess-" + call, "203.0.113.100");

    assertThat(answers).filteredOn(status -> status == 401).hasSize(LIMIT);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(2 * LIMIT);
  }

  @Test
  void isCountedAKeyThatIsValidNoMore() throws Exception {
    String holder = "203.0.113.88";
    TestKey key = TestKey.ofNewAccount();
    assertThat(list(key.value(), holder).statusCode()).isEqualTo(200);
    key.revoke();
    Thread.sleep(10);

    for (int i = 0; i < LIMIT; i++) {
      assertThat(list(key.value(), holder).statusCode()).isEqualTo(401);
    }

    assertThat(list(key.value(), holder).statusCode()).isEqualTo(429);
  }

  /** Any of its addresses is one host's. */
  @Test
  void isAWholeNetworkOfIpv6() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(guess("2001:db8:0:7::" + i).statusCode()).isEqualTo(401);
    }

    assertThat(guess("2001:db8:0:7:1:2:3:4").statusCode()).isEqualTo(429);
    assertThat(guess("2001:db8:0:8::1").statusCode()).isEqualTo(401);
  }

  /** Statuses of calls of which none is answered before all have come. */
  private static List<Integer> atOnce(int calls, IntFunction<String> key, String address)
      throws Exception {
    try (Connection database = SatchelServers.database();
        Statement lock = database.createStatement();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      database.setAutoCommit(false);
      lock.execute("lock table api_key in access exclusive mode");
      List<Future<Integer>> answers =
          IntStream.range(0, calls)
              .mapToObj(call -> clients.submit(() -> list(key.apply(call), address).statusCode()))
              .toList();
      Thread.sleep(1000); // Nothing tells when the last one waits for the lock.
      database.rollback();
      return answers.stream().map(FailedAuthTest::get).toList();
    }
  }

  private static Integer get(Future<Integer> answer) {
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Response guess(String address) {
    return list(UUID.randomUUID().toString(), address);
  }

  private static Response list(String key, String address) {
    RequestSpecification request = new FilesApi(key).request();
    return request.header("X-Forwarded-For", address).get("/v1/files");
  }

  /** A limit that a test can reach, for addresses that a test can choose. */
  public static final class FiveAMinute implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.api.failed-auth-limit", Integer.toString(LIMIT),
          "satchel.api.key-cache-time", "1ms",
          "quarkus.http.proxy.proxy-address-forwarding", "true");
    }
  }
}
