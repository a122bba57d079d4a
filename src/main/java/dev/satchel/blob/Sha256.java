package dev.satchel.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes digests of the one algorithm that names and checks blobs. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
