package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** The checksum of one part, computed while it is filled. */
sealed interface PartDigest {

  static PartDigest of(StoreChecksum algorithm) {
    return switch (algorithm) {
      case CRC32C -> new Cyclic(new CRC32C());
      case CRC32 -> new Cyclic(new CRC32());
      case SHA256 -> new Secure(Sha256.bulk());
      case MD5 -> new Secure(md5());
      case NONE -> new None();
    };
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has it", e);
    }
  }

  void update(ByteBuffer bytes);

  /** As S3 wants it, big-endian in base64; null if there is none. To be called once. */
  @Nullable String value();

  record Cyclic(Checksum checksum) implements PartDigest {
    @Override
    public void update(ByteBuffer bytes) {
      checksum.update(bytes);
    }

    @Override
    public String value() {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
      return Base64.getEncoder().encodeToString(bytes);
    }
  }

  record Secure(MessageDigest digest) implements PartDigest {
    @Override
    public void update(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public String value() {
      return Base64.getEncoder().encodeToString(digest.digest());
    }
  }

  record None() implements PartDigest {
    @Override
    public void update(ByteBuffer bytes) {}

    @Override
    public @Nullable String value() {
      return null;
    }
  }
}
