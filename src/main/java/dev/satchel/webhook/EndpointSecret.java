package dev.satchel.webhook;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that we share with one endpoint, as the Standard Webhooks specification serializes it:
 * {@code whsec_} and the base64 of 24 to 64 bytes. The bytes do not leave this class but in {@link
 * #text()}, which is shown once to whoever registers the endpoint.
 */
final class EndpointSecret {

  static final int SHORTEST = 24;
  static final int LONGEST = 64;

  private static final String PREFIX = "whsec_";
  private static final int GENERATED = 32;
  private static final int LONGEST_TEXT = PREFIX.length() + (LONGEST + 2) / 3 * 4;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private EndpointSecret(byte[] key) {
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw malformed();
    }
    this.key = key;
  }

  /** A new secret of 32 bytes, the length of the hash. */
  static EndpointSecret generate(SecureRandom random) {
    byte[] key = new byte[GENERATED];
    random.nextBytes(key);
    return new EndpointSecret(key);
  }

  /**
   * Reads back what {@link #text()} gave. Only the canonical form of the base64 is taken, padded
   * and without stray bits, so that one secret has one text.
   *
   * @throws IllegalArgumentException without a trace of the text
   */
  static EndpointSecret parse(String text) {
    if (!text.startsWith(PREFIX) || text.length() > LONGEST_TEXT) {
      throw malformed();
    }
    EndpointSecret secret = new EndpointSecret(decode(text.substring(PREFIX.length())));
    if (!secret.text().equals(text)) {
      throw malformed();
    }
    return secret;
  }

  /** The wire form. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** HMAC-SHA256 (RFC 2104) under this secret, ready to be fed. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "EndpointSecret[hidden]";
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its message may quote the secret, so it is no cause of ours.
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "An endpoint secret is whsec_ and the base64 of 24 to 64 bytes.");
  }
}
