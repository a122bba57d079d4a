package dev.satchel.foreign;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/**
 * A library that a native binary calls as C does. Every builder of binaries can do that, with or
 * without the Foreign Function and Memory API, and no call has to be registered.
 *
 * <p>All calls are made with the most arguments that any function takes: by the calling conventions
 * of the platforms that we build for (System V AMD64 ABI section 3.2.3, AAPCS64 section 6.4)
 * integers and addresses are passed alike, one a register or a word of the stack, and a function
 * does not see those beyond its own.
 */
final class ImageLibrary implements NativeLibrary {

  private static final int RESOLVE_NOW = 2; // RTLD_NOW
  private static final int MOST_ARGUMENTS = 11;

  private final PointerBase handle;

  /**
   * Loads it.
   *
   * @throws IllegalArgumentException where it is not found
   */
  ImageLibrary(String name) {
    try (var path = CTypeConversion.toCString(name)) {
      handle = open(path.get(), RESOLVE_NOW);
    }
    if (handle.isNull()) {
      throw new IllegalArgumentException("There is no library " + name);
    }
  }

  @Override
  public NativeFunction function(String name, CType result, CType... parameters) {
    Words function = address(name);
    if (function.isNull()) {
      throw new NoSuchElementException("The library has no function " + name);
    }
    long address = function.rawValue();
    return arguments -> call(WordFactory.pointer(address), arguments);
  }

  @Override
  public NativeFunction variadic(String name, int fixed, CType result, CType... parameters) {
    return function(name, result, parameters);
  }

  private Words address(String name) {
    try (var symbol = CTypeConversion.toCString(name)) {
      return find(handle, symbol.get());
    }
  }

  private static long call(Words function, long[] arguments) {
    long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
    return function.call(
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9], all[10]);
  }

  private interface Words extends CFunctionPointer {
    @InvokeCFunctionPointer
    long call(
        long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k);
  }

  @CFunction("dlopen")
  private static native PointerBase open(CCharPointer path, int mode);

  @CFunction("dlsym")
  private static native Words find(PointerBase library, CCharPointer symbol);
}
