package dev.satchel.digest;

import static dev.satchel.foreign.CType.INT;
import static dev.satchel.foreign.CType.LONG;
import static dev.satchel.foreign.CType.POINTER;

import dev.satchel.foreign.NativeFunction;
import dev.satchel.foreign.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The SHA-256 of OpenSSL's libcrypto, by the functions that take their state from the caller: it
 * holds nothing that would have to be given back. Any thread may call.
 */
final class LibcryptoSha256 {

  /** Bytes of a state, {@code SHA256_CTX}: 112, and some to spare. */
  static final int STATE_BYTES = 128;

  private static final int DONE = 1;

  /** Eight words of the chaining value, then the two of the count of bits, the lower one first. */
  private static final int WORDS = 10;

  /** Where {@code SHA256_CTX} counts the bytes of a block that is not full. */
  private static final int PENDING = (WORDS + 16) * Integer.BYTES;

  private final NativeFunction start;
  private final NativeFunction update;
  private final NativeFunction finish;

  private LibcryptoSha256(NativeLibrary library) {
    start = library.function("SHA256_Init", INT, POINTER);
    update = library.function("SHA256_Update", INT, POINTER, POINTER, LONG);
    finish = library.function("SHA256_Final", INT, POINTER, POINTER);
  }

  /** Throws whatever says that the library is not there. */
  static LibcryptoSha256 load() {
    return new LibcryptoSha256(NativeLibrary.load("libcrypto.so.3", "libcrypto.so.1.1"));
  }

  void start(long state) {
    check(start.call(state));
  }

  void update(long state, long bytes, long length) {
    check(update.call(state, bytes, length));
  }

  /** Writes 32 bytes. */
  void finish(long state, long digest) {
    check(finish.call(digest, state));
  }

  /**
   * The part of a state that matters between two blocks, in the order of the network, whatever the
   * machine's; empty within a block.
   *
   * @param state {@link #STATE_BYTES}, which {@code openssl/sha.h} lays out
   */
  static Optional<byte[]> kept(byte[] state) {
    var words = ByteBuffer.wrap(state).order(ByteOrder.nativeOrder());
    if (words.getInt(PENDING) != 0) {
      return Optional.empty();
    }
    var kept = ByteBuffer.allocate(WORDS * Integer.BYTES);
    for (int i = 0; i < WORDS; i++) {
      kept.putInt(words.getInt());
    }
    return Optional.of(kept.array());
  }

  /** Puts what was {@link #kept} into a state that has just been started; false if it is none. */
  static boolean takeUp(byte[] kept, byte[] state) {
    if (kept.length != WORDS * Integer.BYTES) {
      return false;
    }
    var words = ByteBuffer.wrap(state).order(ByteOrder.nativeOrder());
    var source = ByteBuffer.wrap(kept);
    while (source.hasRemaining()) {
      words.putInt(source.getInt());
    }
    return true;
  }

  private static void check(long result) {
    if ((int) result != DONE) {
      throw new IllegalStateException("libcrypto refuses SHA-256");
    }
  }
}
