package dev.satchel.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/**
 * The value of {@code webhook-signature} (Standard Webhooks specification, symmetric scheme):
 * {@code v1,} and the base64 of the HMAC-SHA256 of {@code id.timestamp.body}.
 */
final class SignatureHeader {

  private static final String SCHEME = "v1,";

  private SignatureHeader() {}

  /**
   * Signs one attempt.
   *
   * @param secrets of the endpoint: one, or two while it is being rotated; their signatures stand
   *     in this order, one space between them
   * @param id the {@code webhook-id}; a full stop in it would blur where it ends, so it is refused
   * @param timestamp the {@code webhook-timestamp} of this attempt, in seconds since the epoch
   * @param body exactly the bytes that are sent
   */
  static String value(List<EndpointSecret> secrets, String id, long timestamp, byte[] body) {
    if (secrets.isEmpty() || id.isEmpty() || id.indexOf('.') >= 0) {
      throw new IllegalArgumentException("Needs a secret, and an id without full stops");
    }
    byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> signature(secret, head, body))
        .collect(Collectors.joining(" "));
  }

  private static String signature(EndpointSecret secret, byte[] head, byte[] body) {
    Mac mac = secret.mac();
    mac.update(head);
    return SCHEME + Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
