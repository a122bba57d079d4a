package dev.satchel.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies deliveries of webhooks, as https://www.standardwebhooks.com says. */
public final class Webhooks {

  /** How far the time at which a delivery was signed may be from the clock. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private Webhooks() {}

  /**
   * The event of a delivery that has just been made.
   *
   * @param secret what the registration answered
   * @param headers gives the value of a header of the request, or null
   * @param body the very bytes of the request, before anything has parsed them
   * @throws SignatureException where the delivery is not genuine, or is an old one
   */
  public static WebhookEvent verify(String secret, UnaryOperator<String> headers, byte[] body)
      throws IOException, SignatureException {
    return verify(secret, headers, body, Instant.now());
  }

  /** The same at another time. */
  public static WebhookEvent verify(
      String secret, UnaryOperator<String> headers, byte[] body, Instant now)
      throws IOException, SignatureException {
    String timestamp = headers.apply("webhook-timestamp");
    if (timestamp == null || !timestamp.matches("[0-9]{1,15}")) {
      throw new SignatureException("There is no webhook-timestamp");
    }
    if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE.toSeconds()) {
      throw new SignatureException("The delivery was signed at another time");
    }
    byte[] expected = signature(secret, headers.apply("webhook-id"), timestamp, body);
    String given = headers.apply("webhook-signature");
    // While a secret is being rotated there are two signatures; one match is enough.
    if (given == null
        || Stream.of(given.split(" "))
            .noneMatch(it -> MessageDigest.isEqual(expected, it.getBytes(UTF_8)))) {
      throw new SignatureException("No signature is of this secret");
    }
    return Json.read(new String(body, UTF_8), Envelope.class).event();
  }

  private record Envelope(WebhookEvent event) {}

  private static byte[] signature(String secret, String id, String timestamp, byte[] body) {
    byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
