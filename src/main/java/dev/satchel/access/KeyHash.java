package dev.satchel.access;

import dev.satchel.digest.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The form in which keys are stored: SHA-256. Keys are long random strings, so a slow password hash
 * would add nothing but time to every request.
 */
public final class KeyHash {

  private KeyHash() {}

  /** The 32 bytes that are kept of what a caller sends as {@code key}. */
  public static byte[] of(String key) {
    return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
  }
}
