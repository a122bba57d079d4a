package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged jar with a heap of 128 MiB and 64 MiB of direct memory: a file that were buffered
 * anywhere would end it.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(SatchelServers.class)
class LargeFileIT {

  private static final int BLOCK = 3 * 256 * 1024;

  @TestHTTPResource("/v1/files")
  URL files;

  @ParameterizedTest
  @ValueSource(longs = {1, (8L << 20) - 1, (8L << 20) + 1, 25_000_000, 400_000_000})
  void roundTripsBytes(long size) throws Exception {
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    JsonNode file = upload(size, sent).get(0);

    assertThat(file.get("size").asLong()).isEqualTo(size);
    assertThat(downloaded(file.get("id").asText())).isEqualTo(hex(sent));
  }

  private JsonNode upload(long size, MessageDigest digest) throws IOException {
    HttpURLConnection connection = open(files);
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(64 * 1024);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream body = connection.getOutputStream()) {
      body.write(ascii("{\"files\":[{\"contents\":\""));
      writeRandom(body, size, digest);
      body.write(ascii("\",\"name\":\"large\",\"type\":\"application/octet-stream\"}],"));
      body.write(ascii("\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\"}"));
    }
    assertThat(connection.getResponseCode()).isEqualTo(200);
    try (InputStream answer = connection.getInputStream()) {
      return new ObjectMapper().readTree(answer);
    }
  }

  private static void writeRandom(OutputStream body, long size, MessageDigest digest)
      throws IOException {
    var random = new Random(size);
    for (long rest = size; rest > 0; rest -= BLOCK) {
      var block = new byte[(int) Math.min(rest, BLOCK)];
      random.nextBytes(block);
      digest.update(block);
      body.write(Base64.getEncoder().encode(block));
    }
  }

  private String downloaded(String id) throws Exception {
    HttpURLConnection connection = open(URI.create(files + "/" + id).toURL());
    var digest = MessageDigest.getInstance("SHA-256");
    try (var bytes = new DigestInputStream(connection.getInputStream(), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  private static HttpURLConnection open(URL url) throws IOException {
    var connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + FilesApi.BOOTSTRAP.key());
    return connection;
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
