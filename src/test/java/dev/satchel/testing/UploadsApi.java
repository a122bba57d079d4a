package dev.satchel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Resumable uploads as a client with one key sees them.
 *
 * @param files the rest of the API, by the same key
 */
public record UploadsApi(FilesApi files) {

  public static final UploadsApi BOOTSTRAP = new UploadsApi(FilesApi.BOOTSTRAP);

  private static final String BYTES = "application/offset+octet-stream";

  /** What each upload says of its file, unless a test says otherwise. */
  public static Map<String, String> metadata() {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("filename", "Fuß.jpg");
    metadata.put("filetype", "image/jpeg");
    metadata.put("userId", UploadDocument.USER);
    return metadata;
  }

  /** As the header has it. */
  public static String header(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .map(
            it ->
                it.getKey()
                    + ' '
                    + Base64.getEncoder()
                        .encodeToString(it.getValue().getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining(","));
  }

  /** A request of the protocol. */
  public RequestSpecification request() {
    return spoken(files.request());
  }

  /** The same request, as one of the protocol. */
  public static RequestSpecification spoken(RequestSpecification request) {
    var encoder =
        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
    return request
        .config(RestAssuredConfig.config().encoderConfig(encoder))
        .header("Tus-Resumable", "1.0.0");
  }

  public Response create(long length, Map<String, String> metadata) {
    return request()
        .header("Upload-Length", length)
        .header("Upload-Metadata", header(metadata))
        .post("/v1/uploads");
  }

  /** Begins an upload and gives its id. */
  public String begin(long length) {
    return begun(create(length, metadata()));
  }

  /** The id of an upload that was begun. */
  public static String begun(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    String location = answer.header("Location");
    assertThat(location).startsWith("/v1/uploads/");
    return UUID.fromString(location.substring("/v1/uploads/".length())).toString();
  }

  public Response append(String id, long offset, byte[] bytes) {
    return append(request(), id, offset, bytes);
  }

  /**
   * Appends with more headers.
   *
   * @param request from {@link #request}
   */
  public Response append(RequestSpecification request, String id, long offset, byte[] bytes) {
    return request
        .header("Upload-Offset", offset)
        .contentType(BYTES)
        .body(bytes)
        .patch("/v1/uploads/" + id);
  }

  public Response head(String id) {
    return request().head("/v1/uploads/" + id);
  }

  /** Where the upload is. */
  public long offset(String id) {
    Response answer = head(id);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Long.parseLong(answer.header("Upload-Offset"));
  }

  public Response find(String id) {
    return files.request().get("/v1/uploads/" + id);
  }

  public Response delete(String id) {
    return request().delete("/v1/uploads/" + id);
  }
}
