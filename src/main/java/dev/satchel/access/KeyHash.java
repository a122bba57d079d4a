package dev.satchel.access;

import dev.satchel.digest.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The form in which keys are stored: SHA-256. Keys are long random strings, so a slow password hash
 * would add nothing but time to every request.
 */
final class KeyHash {

  private KeyHash() {}

  static byte[] of(String key) {
    return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
  }
}
