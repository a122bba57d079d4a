package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Management;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document says of webhooks. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class WebhookDescriptionTest {

  @Test
  void namesEveryCall() {
    JsonPath document = document();

    assertThat(calls(document, "/v1/webhooks")).contains("get", "post");
    assertThat(calls(document, "/v1/webhooks/{id}")).contains("get", "patch", "delete");
    for (String call :
        new String[] {"rotate-secret", "ping", "deliveries/{deliveryId}/redeliver"}) {
      assertThat(calls(document, "/v1/webhooks/{id}/" + call)).contains("post");
    }
    assertThat(calls(document, "/v1/webhooks/{id}/deliveries")).contains("get");
  }

  @Test
  void showsTheSecretOnlyWhereItIsNew() {
    JsonPath document = document();

    assertThat(properties(document, "Webhook"))
        .containsKeys("id", "url")
        .doesNotContainKey("secret");
    assertThat(properties(document, "WebhookWithSecret"))
        .containsKeys("id", "url", "eventTypes", "secret")
        .doesNotContainKey("webhook");
    assertThat(properties(document, "WebhookRegistration")).containsOnlyKeys("url", "eventTypes");
    assertThat(properties(document, "Delivery")).containsKeys("attempts", "nextAttemptAt");
  }

  private static Iterable<String> calls(JsonPath document, String path) {
    return document.<String, Object>getMap("paths.'" + path + "'").keySet();
  }

  private static Map<String, Object> properties(JsonPath document, String schema) {
    return document.getMap("components.schemas." + schema + ".properties");
  }

  private static JsonPath document() {
    return Management.get("/q/made-openapi?format=json")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
