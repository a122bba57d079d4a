package dev.satchel.foreign;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** A shared library of the system. Once loaded it stays. Any thread may call. */
public interface NativeLibrary {

  /**
   * Loads the library by the first of the file names that the system's loader finds, those for
   * other systems left out.
   *
   * @throws IllegalArgumentException where it finds none; names those that were looked for
   */
  static NativeLibrary load(String... names) {
    IllegalArgumentException missing = new IllegalArgumentException("No name to load");
    for (String name : ofThisSystem(names)) {
      try {
        return IN_IMAGE ? new ImageLibrary(name) : new ForeignLibrary(name);
      } catch (IllegalArgumentException absent) {
        missing = absent;
      }
    }
    throw missing;
  }

  /**
   * On macOS libraries end with {@code .dylib}, elsewhere not; {@code dlopen} is asked for ours.
   */
  private static List<String> ofThisSystem(String... names) {
    boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
    List<String> ours = Stream.of(names).filter(name -> name.endsWith(".dylib") == isMac).toList();
    return ours.isEmpty() ? List.of(names) : ours;
  }

  /** Whether this is a native binary, as GraalVM's {@code ImageInfo} documents it. */
  boolean IN_IMAGE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  /**
   * A function of the library.
   *
   * @throws NoSuchElementException where this version of the library has none of that name
   */
  NativeFunction function(String name, CType result, CType... parameters);

  /** A function that takes further arguments after its first {@code fixed} ones. */
  NativeFunction variadic(String name, int fixed, CType result, CType... parameters);
}
