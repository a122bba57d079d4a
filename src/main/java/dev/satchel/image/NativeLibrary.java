package dev.satchel.image;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/**
 * A shared library of the system, called through the Foreign Function and Memory API (JEP 454).
 * Once loaded it stays. Any thread may call.
 */
final class NativeLibrary {

  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads the library by the first of the file names that the system's loader finds.
   *
   * @throws IllegalArgumentException where it finds none
   */
  static NativeLibrary load(String... names) {
    IllegalArgumentException missing = new IllegalArgumentException("No name to load");
    for (String name : names) {
      try {
        return new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
      } catch (IllegalArgumentException absent) {
        missing = absent;
      }
    }
    throw missing;
  }

  /**
   * A function of the library.
   *
   * @throws NoSuchElementException where this version of the library has none of that name
   */
  MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new NoSuchElementException("The library has no function " + name));
    return Linker.nativeLinker().downcallHandle(address, type, options);
  }

  /** A call of a function; what it is declared to throw is never thrown by native code. */
  interface Call<T> {
    T run() throws Throwable;
  }

  /** A call of a function that returns nothing. */
  interface VoidCall {
    void run() throws Throwable;
  }

  static void run(VoidCall call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
