package dev.satchel.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.NoSuchElementException;

/** A library that the JVM calls through its Foreign Function and Memory API (JEP 454). */
final class ForeignLibrary implements NativeLibrary {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle TO_SEGMENT = toSegment();
  private static final MethodHandle TO_ADDRESS = toAddress();

  private final SymbolLookup symbols;

  /**
   * Loads it.
   *
   * @throws IllegalArgumentException where it is not found
   */
  ForeignLibrary(String name) {
    symbols = SymbolLookup.libraryLookup(name, Arena.global());
  }

  @Override
  public NativeFunction function(String name, CType result, CType... parameters) {
    return linked(name, descriptor(result, parameters));
  }

  @Override
  public NativeFunction variadic(String name, int fixed, CType result, CType... parameters) {
    return linked(name, descriptor(result, parameters), Linker.Option.firstVariadicArg(fixed));
  }

  private NativeFunction linked(String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new NoSuchElementException("The library has no function " + name));
    MethodHandle words = ofWords(LINKER.downcallHandle(address, type, options));
    return arguments -> call(words, arguments);
  }

  /** The same function of nothing but longs, in an array. */
  private static MethodHandle ofWords(MethodHandle function) {
    MethodHandle words = function;
    for (int i = 0; i < function.type().parameterCount(); i++) {
      if (function.type().parameterType(i) == MemorySegment.class) {
        words = MethodHandles.filterArguments(words, i, TO_SEGMENT);
      }
    }
    if (function.type().returnType() == MemorySegment.class) {
      words = MethodHandles.filterReturnValue(words, TO_ADDRESS);
    }
    int count = function.type().parameterCount();
    var type = MethodType.methodType(long.class, Collections.nCopies(count, long.class));
    return MethodHandles.explicitCastArguments(words, type).asSpreader(long[].class, count);
  }

  private static long call(MethodHandle function, long[] arguments) {
    try {
      return (long) function.invokeExact(arguments);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("Native code throws nothing", impossible);
    }
  }

  private static FunctionDescriptor descriptor(CType result, CType[] parameters) {
    var layouts =
        Arrays.stream(parameters).map(ForeignLibrary::layout).toArray(MemoryLayout[]::new);
    return result == CType.VOID
        ? FunctionDescriptor.ofVoid(layouts)
        : FunctionDescriptor.of(layout(result), layouts);
  }

  private static MemoryLayout layout(CType type) {
    return switch (type) {
      case VOID -> throw new IllegalArgumentException("No argument is void");
      case INT -> ValueLayout.JAVA_INT;
      case LONG -> ValueLayout.JAVA_LONG;
      case POINTER -> ValueLayout.ADDRESS;
    };
  }

  private static MethodHandle toSegment() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              MemorySegment.class,
              "ofAddress",
              MethodType.methodType(MemorySegment.class, long.class));
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  private static MethodHandle toAddress() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(MemorySegment.class, "address", MethodType.methodType(long.class));
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }
}
