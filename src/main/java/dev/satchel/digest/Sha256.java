package dev.satchel.digest;

import dev.satchel.foreign.NativeLibrary;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes digests of SHA-256 (FIPS 180-4). Any thread may; a digest is for one at a time. */
public final class Sha256 {

  private static final Logger LOG = Logger.getLogger(Sha256.class);

  /** Chosen at run time, not when a binary is built. */
  private static volatile @Nullable Supplier<MessageDigest> bulk;

  private static volatile @Nullable Supplier<MessageDigest> keepable;

  private Sha256() {}

  /** The digest of a few bytes. */
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /** Java's digest, for what comes in small pieces. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * The fastest digest that there is, for contents: buffers of some kilobytes, better off the heap.
   * The JVM's compilers use the processor's instructions for SHA; those of binaries do not, and are
   * four times slower than the system's libcrypto.
   */
  public static MessageDigest bulk() {
    Supplier<MessageDigest> chosen = bulk;
    if (chosen == null) {
      chosen = NativeLibrary.IN_IMAGE ? system() : Sha256::digest;
      bulk = chosen;
    }
    return chosen.get();
  }

  /**
   * A digest whose state can be kept by {@link #state}, where there is libcrypto; else Java's,
   * whose state cannot.
   */
  public static MessageDigest keepable() {
    Supplier<MessageDigest> chosen = keepable;
    if (chosen == null) {
      chosen = system();
      keepable = chosen;
    }
    return chosen.get();
  }

  /**
   * What has been digested so far, for {@link #resumed}; empty where the digest cannot tell, or
   * stands within one of the blocks of 64 bytes of which SHA-256 takes one at a time.
   */
  public static Optional<byte[]> state(MessageDigest digest) {
    return digest instanceof SystemSha256 system ? system.kept() : Optional.empty();
  }

  /**
   * A digest that goes on where another one stood.
   *
   * @param state which {@link #state} has told, here or on another machine
   * @return empty where this machine cannot take it up
   */
  public static Optional<MessageDigest> resumed(byte[] state) {
    return keepable() instanceof SystemSha256 system && system.takeUp(state)
        ? Optional.of(system)
        : Optional.empty();
  }

  private static Supplier<MessageDigest> system() {
    try {
      var library = LibcryptoSha256.load();
      return () -> new SystemSha256(library);
    } catch (RuntimeException | LinkageError unusable) {
      LOG.debugf(unusable, "Contents are digested without libcrypto");
      return Sha256::digest;
    }
  }
}
