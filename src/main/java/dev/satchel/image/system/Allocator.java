package dev.satchel.image.system;

import static dev.satchel.foreign.CType.INT;

import dev.satchel.foreign.NativeLibrary;
import java.util.NoSuchElementException;

/**
 * The C library's allocator, told to give memory back to the system as soon as it is free. glibc
 * would else take the largest block that was ever freed, up to 32 MiB, for the size from which on
 * it does so, and keep what is smaller for each thread (mallopt(3)): memory of every picture would
 * stay.
 */
final class Allocator {

  private static final int MMAP_THRESHOLD = -3; // M_MMAP_THRESHOLD
  private static final int ARENAS = -8; // M_ARENA_MAX
  private static final int LARGE = 128 << 10;
  private static final int FEW = 2;

  private Allocator() {}

  /** To be called before pictures are decoded; does nothing where the C library is another one. */
  @SuppressWarnings("EmptyCatch") // a C library without it need not be told
  static void keepLittle() {
    try {
      var set = NativeLibrary.load("libc.so.6").function("mallopt", INT, INT, INT);
      long _ = set.call(MMAP_THRESHOLD, LARGE);
      long _ = set.call(ARENAS, FEW);
    } catch (IllegalArgumentException | NoSuchElementException another) {
      // Its own habits count then.
    }
  }
}
