package dev.satchel.digest;

import static dev.satchel.foreign.CType.INT;
import static dev.satchel.foreign.CType.LONG;
import static dev.satchel.foreign.CType.POINTER;

import dev.satchel.foreign.NativeFunction;
import dev.satchel.foreign.NativeLibrary;

/**
 * The SHA-256 of OpenSSL's libcrypto, by the functions that take their state from the caller: it
 * holds nothing that would have to be given back. Any thread may call.
 */
final class LibcryptoSha256 {

  /** Bytes of a state, {@code SHA256_CTX}: 112, and some to spare. */
  static final int STATE_BYTES = 128;

  private static final int DONE = 1;

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

  private static void check(long result) {
    if ((int) result != DONE) {
      throw new IllegalStateException("libcrypto refuses SHA-256");
    }
  }
}
