package dev.satchel.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libvips 8.13 and later that we use. Loading it sets it up for good: loaders that
 * are not made for untrusted files are blocked, nothing is cached, and a picture is worked on by
 * one thread. Any thread may call; one that has called ends with {@link #leaveThread}.
 */
final class Vips {

  private static final int FORCE = 3; // VIPS_SIZE_FORCE: the exact size
  private static final int STANDARD_RGB = 22; // VIPS_INTERPRETATION_sRGB

  private final Arena strings = Arena.global();
  private final MemorySegment height = strings.allocateFrom("height");
  private final MemorySegment size = strings.allocateFrom("size");
  private final MemorySegment exportProfile = strings.allocateFrom("export_profile");
  private final MemorySegment profileData = strings.allocateFrom("icc-profile-data");
  private final MemorySegment srgb = strings.allocateFrom("srgb");
  private final MemorySegment none = strings.allocateFrom("");

  private final MethodHandle findLoader;
  private final MethodHandle open;
  private final MethodHandle thumbnail;
  private final MethodHandle colourspace;
  private final MethodHandle writeToMemory;
  private final MethodHandle width;
  private final MethodHandle pageHeight;
  private final MethodHandle bands;
  private final MethodHandle typeOf;
  private final MethodHandle kill;
  private final MethodHandle clearErrors;
  private final MethodHandle endThread;
  private final MethodHandle unref;
  private final MethodHandle free;

  private Vips(NativeLibrary vips, NativeLibrary objects) {
    findLoader =
        vips.function(
            "vips_foreign_find_load_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
    open =
        vips.function(
            "vips_image_new_from_buffer",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS),
            Linker.Option.firstVariadicArg(3));
    thumbnail =
        vips.function(
            "vips_thumbnail_buffer",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
            Linker.Option.firstVariadicArg(4));
    colourspace =
        vips.function(
            "vips_colourspace",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
            Linker.Option.firstVariadicArg(3));
    writeToMemory =
        vips.function(
            "vips_image_write_to_memory", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    width = vips.function("vips_image_get_width", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    pageHeight =
        vips.function("vips_image_get_page_height", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    bands = vips.function("vips_image_get_bands", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    typeOf =
        vips.function("vips_image_get_typeof", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    kill = vips.function("vips_image_set_kill", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    clearErrors = vips.function("vips_error_clear", FunctionDescriptor.ofVoid());
    endThread = vips.function("vips_thread_shutdown", FunctionDescriptor.ofVoid());
    unref = objects.function("g_object_unref", FunctionDescriptor.ofVoid(ADDRESS));
    free = objects.function("g_free", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /** Throws whatever says that the library, or the means to call it, is not there. */
  static Vips load() {
    var vips = NativeLibrary.load("libvips.so.42", "libvips.42.dylib");
    var objects = NativeLibrary.load("libgobject-2.0.so.0", "libgobject-2.0.0.dylib");
    prepare(vips, objects);
    return new Vips(vips, objects);
  }

  private static void prepare(NativeLibrary vips, NativeLibrary objects) {
    var setEnvironment =
        objects.function("g_setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    var start = vips.function("vips_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      // Its warnings would go to standard error, and tell of what files contain.
      MemorySegment warnings = arena.allocateFrom("VIPS_WARNING");
      MemorySegment off = arena.allocateFrom("0");
      int set = NativeLibrary.call(() -> (int) setEnvironment.invokeExact(warnings, off, 1));
      MemorySegment program = arena.allocateFrom("satchel");
      int started = NativeLibrary.call(() -> (int) start.invokeExact(program));
      if (set == 0 || started != 0) {
        throw new UnsatisfiedLinkError("libvips does not start");
      }
    }
    configure(vips, "vips_block_untrusted_set", 1);
    configure(vips, "vips_cache_set_max", 0);
    configure(vips, "vips_concurrency_set", 1);
  }

  private static void configure(NativeLibrary vips, String function, int value) {
    var set = vips.function(function, FunctionDescriptor.ofVoid(JAVA_INT));
    NativeLibrary.run(
        () -> {
          set.invokeExact(value);
        });
  }

  /** The name of the class that reads these bytes; empty where none does. */
  String loader(MemorySegment source) {
    MemorySegment name =
        NativeLibrary.call(() -> (MemorySegment) findLoader.invokeExact(source, source.byteSize()));
    return name.equals(MemorySegment.NULL) ? "" : name.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** The picture, undecoded; null where its header cannot be read. */
  MemorySegment open(MemorySegment source) {
    return NativeLibrary.call(
        () ->
            (MemorySegment) open.invokeExact(source, source.byteSize(), none, MemorySegment.NULL));
  }

  /** Whether the picture has a colour profile. */
  boolean hasProfile(MemorySegment image) {
    return NativeLibrary.<Long>call(() -> (long) typeOf.invokeExact(image, profileData)) != 0;
  }

  /**
   * A picture of this size, upright, that is not computed yet.
   *
   * @param profiled whether it has a profile, from whose colours it is converted to those of sRGB
   */
  int thumbnail(MemorySegment source, MemorySegment result, Extent target, boolean profiled) {
    MemorySegment lastOption = profiled ? exportProfile : MemorySegment.NULL;
    return NativeLibrary.call(
        () ->
            (int)
                thumbnail.invokeExact(
                    source,
                    source.byteSize(),
                    result,
                    target.width(),
                    height,
                    target.height(),
                    size,
                    FORCE,
                    lastOption,
                    srgb,
                    MemorySegment.NULL));
  }

  /** The picture with 8-bit samples in sRGB, that is not computed yet either. */
  int toStandardRgb(MemorySegment image, MemorySegment result) {
    return NativeLibrary.call(
        () -> (int) colourspace.invokeExact(image, result, STANDARD_RGB, MemorySegment.NULL));
  }

  /** Computes the picture: the samples, to be freed; {@link MemorySegment#NULL} where it failed. */
  MemorySegment samples(MemorySegment image, MemorySegment length) {
    MemorySegment samples =
        NativeLibrary.call(() -> (MemorySegment) writeToMemory.invokeExact(image, length));
    return samples.reinterpret(length.get(JAVA_LONG, 0));
  }

  int width(MemorySegment image) {
    return NativeLibrary.call(() -> (int) width.invokeExact(image));
  }

  /** Of the first page. */
  int height(MemorySegment image) {
    return NativeLibrary.call(() -> (int) pageHeight.invokeExact(image));
  }

  int bands(MemorySegment image) {
    return NativeLibrary.call(() -> (int) bands.invokeExact(image));
  }

  /** Ends the picture's computation soon. Another thread may call this. */
  void kill(MemorySegment image) {
    NativeLibrary.run(
        () -> {
          kill.invokeExact(image, 1);
        });
  }

  /** Gives an object back; {@link MemorySegment#NULL} is none. */
  void unref(MemorySegment object) {
    if (!object.equals(MemorySegment.NULL)) {
      NativeLibrary.run(
          () -> {
            unref.invokeExact(object);
          });
    }
  }

  void free(MemorySegment memory) {
    NativeLibrary.run(
        () -> {
          free.invokeExact(memory);
        });
  }

  /** Gives back what the library keeps for the calling thread. */
  void leaveThread() {
    NativeLibrary.run(
        () -> {
          clearErrors.invokeExact();
        });
    NativeLibrary.run(
        () -> {
          endThread.invokeExact();
        });
  }
}
