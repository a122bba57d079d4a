package dev.satchel.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The checksum that a client has announced of one body ({@code Upload-Checksum} of tus 1.0,
 * extension checksum), while the body arrives. For one body, on one thread at a time.
 */
public final class BodyChecksum {

  /** The algorithms, as clients are told of them. */
  public static final String ALGORITHMS = "sha1,sha256,md5,crc32";

  /** What takes the bytes, and what came of them. */
  private sealed interface Taken {

    void update(ByteBuffer bytes);

    byte[] value();

    record Digest(MessageDigest digest) implements Taken {
      @Override
      public void update(ByteBuffer bytes) {
        digest.update(bytes);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    }

    record Cyclic(CRC32 checksum) implements Taken {
      @Override
      public void update(ByteBuffer bytes) {
        checksum.update(bytes);
      }

      @Override
      public byte[] value() {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
      }
    }
  }

  private final Taken taken;
  private final byte[] announced;

  private BodyChecksum(Taken taken, byte[] announced) {
    this.taken = taken;
    this.announced = announced;
  }

  /**
   * What a header announces: an algorithm, a space, and the checksum in base64; empty where that is
   * not so, or the algorithm is none of ours.
   */
  public static Optional<BodyChecksum> of(String header) {
    int space = header.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    try {
      byte[] announced = Base64.getDecoder().decode(header.substring(space + 1).strip());
      return algorithm(header.substring(0, space)).map(taken -> new BodyChecksum(taken, announced));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Taken> algorithm(String name) {
    return switch (name) {
      case "sha1" -> Optional.of(digest("SHA-1"));
      case "sha256" -> Optional.of(digest("SHA-256"));
      case "md5" -> Optional.of(digest("MD5"));
      case "crc32" -> Optional.of(new Taken.Cyclic(new CRC32()));
      default -> Optional.empty();
    };
  }

  private static Taken digest(String name) {
    try {
      return new Taken.Digest(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has it", e);
    }
  }

  /** Takes bytes of the body, which stay as they are. */
  void update(ByteBuffer bytes) {
    taken.update(bytes.duplicate());
  }

  /** Whether the body, which has ended, has the checksum. To be called once. */
  boolean isMet() {
    return Arrays.equals(taken.value(), announced);
  }
}
