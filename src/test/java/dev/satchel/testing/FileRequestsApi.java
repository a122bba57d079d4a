package dev.satchel.testing;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/**
 * The file requests API as a client with one key sees it.
 *
 * @param key what it sends
 */
public record FileRequestsApi(String key) {

  private static final String PATH = "/v1/file-requests";

  public static FileRequestsApi of(TestKey key) {
    return new FileRequestsApi(key.value());
  }

  /** Posts {@code body} as JSON, whatever it is. */
  public Response post(String body) {
    return given()
        .header("Authorization", "Bearer " + key)
        .contentType("application/json")
        .body(body)
        .post(PATH);
  }

  /** Makes a request and gives the answer. */
  public JsonPath create(String body) {
    return post(body).then().statusCode(201).extract().jsonPath();
  }

  /** Makes a request of a type and gives its id. */
  public String open(String type) {
    return create("{\"type\":\"" + type + "\"}").getString("id");
  }

  /** Makes a request whose events go to {@code url}, and gives its id. */
  public String openFor(String url) {
    return create("{\"type\":\"any\",\"filesUpdateWebhookUrl\":\"" + url + "\"}").getString("id");
  }

  public Response find(String id) {
    return given().header("Authorization", "Bearer " + key).get(PATH + "/" + id);
  }
}
