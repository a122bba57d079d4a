package dev.satchel.webhook;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code satchel.webhooks.secret-keys}: each is an id, a colon, and the base64 of 32 bytes.
 */
final class SealingKeys {

  private static final int BYTES = 32;
  private static final Pattern KEY = Pattern.compile("([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)");

  private SealingKeys() {}

  /**
   * The keys by their ids, in their order.
   *
   * @throws IllegalArgumentException without a trace of a key
   */
  static Map<String, Aead> parse(List<String> texts) {
    var keys = new LinkedHashMap<String, Aead>();
    for (String text : texts) {
      Matcher matcher = KEY.matcher(text.strip());
      if (!matcher.matches() || keys.put(matcher.group(1), key(matcher.group(2))) != null) {
        throw malformed();
      }
    }
    return keys;
  }

  private static Aead key(String base64) {
    byte[] bytes = decode(base64);
    if (bytes.length != BYTES) {
      throw malformed();
    }
    try {
      return new AesGcmJce(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its message may quote the key, so it is no cause of ours.
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "Each key is an id of its own, a colon, and the base64 of 32 bytes.");
  }
}
