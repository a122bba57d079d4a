package dev.satchel.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/**
 * The files API as a client with one key sees it.
 *
 * @param key what it sends
 */
public record FilesApi(String key) {

  /** The bootstrap key of the test profile, or of the service that {@code src/test/image} runs. */
  public static final FilesApi BOOTSTRAP =
      new FilesApi(System.getProperty("packaged.bootstrap-key", "dev-key"));

  public static FilesApi of(TestKey key) {
    return new FilesApi(key.value());
  }

  /** A request with the key. Paths are sent as they are. */
  public RequestSpecification request() {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + key);
  }

  /** Posts {@code body} as JSON, whatever it is. */
  public Response post(byte[] body) {
    return request().contentType("application/json").body(body).post("/v1/files");
  }

  public Response post(UploadDocument document) {
    return post(document.bytes());
  }

  /** Uploads and gives the ids of the new files. */
  public List<String> upload(UploadDocument document) {
    Response answer = post(document);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList("id", String.class);
  }

  /** Uploads one file and gives its id. */
  public String uploadOne(UploadDocument document) {
    return upload(document).getFirst();
  }

  public Response download(String id) {
    return request().get("/v1/files/" + id);
  }

  public Response head(String id) {
    return request().head("/v1/files/" + id);
  }

  public Response metadata(String id) {
    return request().get("/v1/files/" + id + "/metadata");
  }

  public Response delete(String id) {
    return request().delete("/v1/files/" + id);
  }

  /**
   * Lists files.
   *
   * @param query such as {@code limit=2}
   */
  public Response list(String query) {
    return request().get(query.isEmpty() ? "/v1/files" : "/v1/files?" + query);
  }

  public Response thumbnail(String id, String imageSize) {
    return request().get("/v1/files/" + id + "?imageSize=" + imageSize);
  }
}
