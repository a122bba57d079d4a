package dev.satchel.privacy;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code satchel.privacy.key}: HMAC-SHA256 (RFC 2104) of digests, by the first key, and
 * by each of the others for what was hashed before. Safe for concurrent use.
 */
@Singleton
public final class PrivacyKeys {

  private static final String PROPERTY = "satchel.privacy.key";
  private static final String ALGORITHM = "HmacSHA256";

  /** RFC 2104 section 3: no key is shorter than the hash. */
  private static final int SHORTEST = 32;

  private final Map<String, Key> keys = new LinkedHashMap<>();

  public PrivacyKeys(PrivacyConfig config) {
    config.key().ifPresent(all -> all.forEach(this::add));
  }

  /** What is wrong with a key is to be known at start. */
  void prepare(@Observes StartupEvent start) {
    // Being made is all that there is to it.
  }

  /** Whether there is one. */
  public boolean arePresent() {
    return !keys.isEmpty();
  }

  /**
   * The hash as it is kept from now on, by the first key; without one, the digest itself.
   *
   * @param digest 32 bytes
   */
  public KeyedHash hash(byte[] digest) {
    return hashes(digest).getFirst();
  }

  /**
   * All that may have been kept for the digest, as it is kept from now on first, and last the
   * digest itself, which the version before this one kept.
   */
  public List<KeyedHash> hashes(byte[] digest) {
    var hashes = new ArrayList<KeyedHash>();
    keys.forEach((name, key) -> hashes.add(new KeyedHash(name, mac(key, digest))));
    hashes.add(new KeyedHash(null, digest));
    return hashes;
  }

  /** Whether what was hashed by the key of this name, or by none, can be hashed again. */
  public boolean know(@Nullable String key) {
    return key == null || keys.containsKey(key);
  }

  private void add(String setting) {
    int colon = setting.indexOf(':');
    byte[] bytes = decoded(setting.substring(colon + 1));
    if (keys.putIfAbsent(setting.substring(0, colon), new SecretKeySpec(bytes, ALGORITHM))
        != null) {
      throw new IllegalArgumentException(PROPERTY + " has two keys of one name");
    }
  }

  /** Says nothing of the key itself. */
  private static byte[] decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length >= SHORTEST) {
        return bytes;
      }
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(PROPERTY + " has a key that is not base64");
    }
    throw new IllegalArgumentException(PROPERTY + " has a key of less than 32 bytes");
  }

  private static byte[] mac(Key key, byte[] digest) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }
}
