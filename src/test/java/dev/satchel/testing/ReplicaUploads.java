package dev.satchel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * Resumable uploads as one replica of the packaged service shows them, step by step: nothing here
 * tries again by itself.
 *
 * @param port where requests go, which may be that of a wire in front of {@code replica}
 */
public record ReplicaUploads(PackagedSatchel replica, int port) {

  private static final String PATH = "/v1/uploads/";
  private static final String BYTES = "application/offset+octet-stream";

  /** With nothing in between. */
  public static ReplicaUploads of(PackagedSatchel replica) {
    return new ReplicaUploads(replica, replica.port());
  }

  /** Begins an upload and gives its id. */
  public String begin(long length) throws IOException, InterruptedException {
    var answer =
        replica.call(
            "POST",
            "/v1/uploads",
            "",
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            Long.toString(length),
            "Upload-Metadata",
            UploadsApi.header(UploadsApi.metadata()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Location").orElseThrow().substring(PATH.length());
  }

  /** Asks once from where to go on. */
  public HttpResponse<String> head(String id) throws IOException, InterruptedException {
    return replica.call("HEAD", PATH + id, "", "Tus-Resumable", "1.0.0");
  }

  /** From where to go on, which has to be told at the first asking. */
  public long offset(String id) throws IOException, InterruptedException {
    var answer = head(id);
    assertThat(answer.statusCode()).isEqualTo(200);
    return offset(answer);
  }

  /** Where the upload is, without a word to whoever writes it. */
  public long durable(String id) throws IOException, InterruptedException {
    String upload = replica.call("GET", PATH + id, "").body();
    return new ObjectMapper().readTree(upload).get("offset").asLong();
  }

  /** Appends {@code bytes} from one place to another; gives where the upload is then. */
  public long append(String id, byte[] bytes, long from, long to)
      throws IOException, InterruptedException {
    byte[] body = Arrays.copyOfRange(bytes, (int) from, (int) to);
    var answer =
        replica.call(
            "PATCH",
            PATH + id,
            BodyPublishers.ofByteArray(body),
            "Tus-Resumable",
            "1.0.0",
            "Content-Type",
            BYTES,
            "Upload-Offset",
            Long.toString(from));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return offset(answer);
  }

  /** Begins a request that appends so many bytes, and sends none of these. */
  public RawConnection open(String id, long offset, long length) throws IOException {
    return RawConnection.open(port).send(request(id, offset, length));
  }

  /** The head of a request that appends so many bytes. */
  public static String request(String id, long offset, long length) {
    return request("PATCH " + PATH + id)
        + "Tus-Resumable: 1.0.0\r\nContent-Type: "
        + BYTES
        + "\r\nUpload-Offset: "
        + offset
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** The file that has come of an upload. */
  public byte[] file(String id) throws IOException {
    try (var client = RawConnection.open(replica.port())) {
      RawAnswer answer = client.send(request("GET /v1/files/" + id) + "\r\n").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.isWhole()).isTrue();
      return answer.body();
    }
  }

  private static String request(String what) {
    return what
        + " HTTP/1.1\r\nHost: satchel\r\nAuthorization: Bearer "
        + PackagedSatchel.BOOTSTRAP_KEY
        + "\r\n";
  }

  private static long offset(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
  }
}
