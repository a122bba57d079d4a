package dev.satchel.webhook;

import com.google.crypto.tink.Aead;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Secrets of endpoints in the form in which the database keeps them: {@code sealed:<key
 * id>:<base64url>}, where the last part is encrypted with AES-256-GCM and bound to the webhook, so
 * that none can be moved to another one. The first key seals; all of them open. What was kept
 * before there were keys is the secret's own text, and opens as it is.
 */
final class SecretSeal {

  private static final String MARK = "sealed:";

  private final Map<String, Aead> keys;
  private final Optional<String> current;
  private final boolean seals;

  /**
   * @param keys by their ids, the first one for what is sealed from now on
   * @param seals false to keep secrets as their text, for replicas that cannot open them yet
   */
  SecretSeal(Map<String, Aead> keys, boolean seals) {
    this.keys = new LinkedHashMap<>(keys);
    this.current = this.keys.keySet().stream().findFirst();
    this.seals = seals;
  }

  /**
   * What is kept of the secret of a webhook. Fails with {@code not_configured} where there is no
   * key.
   */
  String seal(UUID webhook, EndpointSecret secret) {
    if (!seals) {
      return secret.text();
    }
    String key = current.orElseThrow(SecretSeal::withoutKeys);
    try {
      byte[] sealed = key(key).encrypt(bytes(secret.text()), binding(webhook));
      return start(key) + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  /**
   * The secret of a webhook.
   *
   * @throws UnreadableSecretException where its key is not there, or it is not what was sealed
   */
  EndpointSecret open(UUID webhook, String kept) {
    if (!kept.startsWith(MARK)) {
      return EndpointSecret.parse(kept);
    }
    int end = kept.indexOf(':', MARK.length());
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(kept.substring(end + 1));
      Aead key = key(kept.substring(MARK.length(), Math.max(MARK.length(), end)));
      return EndpointSecret.parse(
          new String(key.decrypt(sealed, binding(webhook)), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new UnreadableSecretException();
    }
  }

  /** The same secret as it would be kept now; the same text where that is how it is kept. */
  String renewed(UUID webhook, String kept) {
    return currentStart().filter(kept::startsWith).isPresent()
        ? kept
        : seal(webhook, open(webhook, kept));
  }

  /** How all begins that is kept as it would be now; empty where nothing is to be sealed. */
  Optional<String> currentStart() {
    return seals ? current.map(SecretSeal::start) : Optional.empty();
  }

  /** The ids of the keys that open. */
  Set<String> ids() {
    return Set.copyOf(keys.keySet());
  }

  /** Whether there is a key to seal with, or nothing is to be sealed. */
  boolean isReady() {
    return !seals || current.isPresent();
  }

  private Aead key(String id) throws UnreadableSecretException {
    return Optional.ofNullable(keys.get(id)).orElseThrow(UnreadableSecretException::new);
  }

  private static String start(String key) {
    return MARK + key + ":";
  }

  /** What else has to be the same for a secret to open. */
  private static byte[] binding(UUID webhook) {
    return bytes("satchel webhook " + webhook);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ProblemException withoutKeys() {
    return new ProblemException(
        ProblemCode.NOT_CONFIGURED,
        null,
        "The service has no key to keep the secrets of webhooks with.");
  }

  @Override
  public String toString() {
    return "SecretSeal" + List.copyOf(keys.keySet());
  }
}
