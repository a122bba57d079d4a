package dev.satchel.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import java.nio.charset.StandardCharsets;

/** A little of everything that is counted, as clients and targets make it. */
public final class Traffic {

  private Traffic() {}

  /** Returns when all of it has been counted. */
  public static void make() throws Exception {
    TestKey key = TestKey.ofNewAccount();
    FilesApi files = FilesApi.of(key);
    byte[] picture = Pictures.jpeg(640, 480);
    String id = files.uploadOne(UploadDocument.empty().file("a", "image/jpeg", picture));
    files.thumbnail(id, "64x64").then().statusCode(200);
    files.download(id).then().statusCode(200);
    files.post("{".getBytes(StandardCharsets.US_ASCII)).then().statusCode(400);
    new FilesApi("nobody").list("").then().statusCode(401);
    given().get("/v1/files").then().statusCode(401);
    try (var target = Receiver.start()) {
      WebhooksApi.of(key).post(WebhooksApi.document(target.url("/hook"))).then().statusCode(201);
      String request = FileRequestsApi.of(key).open("any");
      files.uploadOne(UploadDocument.of("a").fileRequest(request));
      Eventually.holds(() -> assertThat(target.deliveries()).isNotEmpty());
    }
    files.delete(id).then().statusCode(204);
    Eventually.holds(
        () ->
            assertThat(MetricFamilies.now().samples())
                .containsKeys(
                    "http_server_requests_seconds_bucket", "satchel_store_requests_seconds_sum"));
  }
}
