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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a key that calls too often. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(RateLimitedTest.ThreeAMinute.class)
class RateLimitedTest {

  @Test
  void refusesAKeyThatCallsTooOftenBeforeItsBodyIsRead() {
    assertThat(FilesApi.of(TestKey.ofNewAccount()).list("").statusCode()).isEqualTo(200);
    TestKey key = TestKey.ofNewAccount();
    FilesApi api = FilesApi.of(key);
    for (int i = 0; i < 3; i++) {
      assertThat(api.list("").statusCode()).isEqualTo(200);
    }

    Response refused = api.post("no JSON".getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).matches("[1-9]|1[0-9]|20");
    assertThat(refused.jsonPath().getString("code")).isEqualTo("rate_limited");
    assertThat(refused.jsonPath().getString("path")).isNull();
    assertThat(FilesApi.of(key.withScopes("files:read")).list("").statusCode()).isEqualTo(200);
  }

  /** A limit that a test can reach. */
  public static final class ThreeAMinute implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("satchel.api.rate-limit", "3");
    }
  }
}
