package dev.satchel.testing;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/**
 * The webhooks API as a client with one key sees it.
 *
 * @param key what it sends
 */
public record WebhooksApi(String key) {

  /** A target that the test profile allows. */
  public static final String URL = "http://127.0.0.1:9/hook?x=1";

  /** The one type of events that there is to register for. */
  public static final String TYPE = "file-request.files.update";

  private static final String PATH = "/v1/webhooks";

  public static WebhooksApi of(TestKey key) {
    return new WebhooksApi(key.value());
  }

  /** A document that registers {@code url}. */
  public static String document(String url) {
    return "{\"url\":\"" + url + "\",\"eventTypes\":[\"" + TYPE + "\"]}";
  }

  /** A request with the key. Paths are sent as they are. */
  public RequestSpecification request() {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + key);
  }

  /** Posts {@code body} as JSON, whatever it is. */
  public Response post(String body) {
    return request().contentType("application/json").body(body).post(PATH);
  }

  /** Registers {@link #URL} and gives the answer. */
  public JsonPath register() {
    return post(document(URL)).then().statusCode(201).extract().jsonPath();
  }

  public Response list() {
    return request().get(PATH);
  }

  public Response find(String id) {
    return request().get(PATH + "/" + id);
  }

  /** Changes a webhook; {@code body} is sent as JSON, whatever it is. */
  public Response change(String id, String body) {
    return request().contentType("application/json").body(body).patch(PATH + "/" + id);
  }

  public Response delete(String id) {
    return request().delete(PATH + "/" + id);
  }

  public Response rotate(String id) {
    return request().post(PATH + "/" + id + "/rotate-secret");
  }

  public Response ping(String id) {
    return request().post(PATH + "/" + id + "/ping");
  }

  /**
   * Lists deliveries.
   *
   * @param query such as {@code limit=2}
   */
  public Response deliveries(String id, String query) {
    String path = PATH + "/" + id + "/deliveries";
    return request().get(query.isEmpty() ? path : path + "?" + query);
  }

  public Response redeliver(String id, String delivery) {
    return request().post(PATH + "/" + id + "/deliveries/" + delivery + "/redeliver");
  }
}
