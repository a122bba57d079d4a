package dev.satchel.testing;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** Uploads of a client that offers to go on in HTTP/2, and waits to be asked for the body. */
public final class UpgradeOffer {

  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(2_000_000, 1)).bytes();

  private static final String[] OFFER = {
    "Connection: Upgrade, HTTP2-Settings",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
    "Expect: 100-continue"
  };

  private UpgradeOffer() {}

  /** By Java's own client, which makes the offer unless it is told not to. */
  public static HttpResponse<String> byJavasClient() throws IOException, InterruptedException {
    URI files = URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/files");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(files)
              .timeout(Duration.ofSeconds(20))
              .expectContinue(true)
              .header("Authorization", "Bearer dev-key")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(DOCUMENT))
              .build(),
          BodyHandlers.ofString());
    }
  }

  /** The first answer to a head as curl sends it, before any of the body. */
  public static RawAnswer beforeTheBody(RawConnection client) throws IOException {
    String[] headers = Arrays.copyOf(OFFER, OFFER.length + 1);
    headers[OFFER.length] = "Content-Length: " + DOCUMENT.length;
    return client.send(RawConnection.uploadHead(headers)).answer();
  }

  /** The answer to the body. */
  public static RawAnswer afterTheBody(RawConnection client) throws IOException {
    return client.send(DOCUMENT).answer();
  }
}
