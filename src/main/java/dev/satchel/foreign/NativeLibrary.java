package dev.satchel.foreign;

import java.util.NoSuchElementException;

/** A shared library of the system. Once loaded it stays. Any thread may call. */
public interface NativeLibrary {

  /**
   * Loads the library by the first of the file names that the system's loader finds.
   *
   * @throws IllegalArgumentException where it finds none
   */
  static NativeLibrary load(String... names) {
    IllegalArgumentException missing = new IllegalArgumentException("No name to load");
    for (String name : names) {
      try {
        return IN_IMAGE ? new ImageLibrary(name) : new ForeignLibrary(name);
      } catch (IllegalArgumentException absent) {
        missing = absent;
      }
    }
    throw missing;
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
