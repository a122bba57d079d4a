package dev.satchel.image.system;

import static dev.satchel.foreign.CMemory.NULL;
import static dev.satchel.foreign.CType.INT;
import static dev.satchel.foreign.CType.LONG;
import static dev.satchel.foreign.CType.POINTER;
import static dev.satchel.foreign.CType.VOID;

import dev.satchel.foreign.CMemory;
import dev.satchel.foreign.LibraryPath;
import dev.satchel.foreign.NativeFunction;
import dev.satchel.foreign.NativeLibrary;
import dev.satchel.image.Extent;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The functions of libvips 8.13 and later that we use. Loading it sets it up for good: loaders that
 * are not made for untrusted files are blocked, nothing is cached, and a picture is worked on by
 * one thread. Any thread may call; one that has called ends with {@link #leaveThread}.
 */
final class Vips {

  private static final String[] NAMES = {"libvips.so.42", "libvips.42.dylib"};

  private static final int FORCE = 3; // VIPS_SIZE_FORCE: the exact size
  private static final int LONGEST_NAME = 256;

  /** Bytes of a profile's header, where it names its colours, and of such a name. */
  private static final int PROFILE_HEADER = 128;

  private static final int PROFILE_COLOURS = 16;
  private static final int COLOURS_NAME = 4;
  private static final int STANDARD_RGB = 22; // VIPS_INTERPRETATION_sRGB

  private final Arena strings = Arena.global();
  private final MemorySegment height = CMemory.string(strings, "height");
  private final MemorySegment size = CMemory.string(strings, "size");
  private final MemorySegment noRotate = CMemory.string(strings, "no_rotate");
  private final MemorySegment exportProfile = CMemory.string(strings, "export_profile");
  private final MemorySegment profileData = CMemory.string(strings, "icc-profile-data");
  private final MemorySegment srgb = CMemory.string(strings, "srgb");
  private final MemorySegment none = CMemory.string(strings, "");

  private final NativeFunction findLoader;
  private final NativeFunction open;
  private final NativeFunction thumbnail;
  private final NativeFunction colourspace;
  private final NativeFunction writeToMemory;
  private final NativeFunction width;
  private final NativeFunction pageHeight;
  private final NativeFunction bands;
  private final NativeFunction typeOf;
  private final NativeFunction blob;
  private final NativeFunction kill;
  private final NativeFunction clearErrors;
  private final NativeFunction endThread;
  private final NativeFunction unref;
  private final NativeFunction free;

  private Vips(NativeLibrary vips, NativeLibrary objects) {
    findLoader = vips.function("vips_foreign_find_load_buffer", POINTER, POINTER, LONG);
    open = vips.variadic("vips_image_new_from_buffer", 3, POINTER, POINTER, LONG, POINTER, POINTER);
    thumbnail =
        vips.variadic(
            "vips_thumbnail_buffer",
            4,
            INT,
            POINTER,
            LONG,
            POINTER,
            INT,
            POINTER,
            INT,
            POINTER,
            INT,
            POINTER,
            INT,
            POINTER,
            POINTER,
            POINTER);
    colourspace = vips.variadic("vips_colourspace", 3, INT, POINTER, POINTER, INT, POINTER);
    writeToMemory = vips.function("vips_image_write_to_memory", POINTER, POINTER, POINTER);
    width = vips.function("vips_image_get_width", INT, POINTER);
    pageHeight = vips.function("vips_image_get_page_height", INT, POINTER);
    bands = vips.function("vips_image_get_bands", INT, POINTER);
    typeOf = vips.function("vips_image_get_typeof", LONG, POINTER, POINTER);
    blob = vips.function("vips_image_get_blob", INT, POINTER, POINTER, POINTER, POINTER);
    kill = vips.function("vips_image_set_kill", VOID, POINTER, INT);
    clearErrors = vips.function("vips_error_clear", VOID);
    endThread = vips.function("vips_thread_shutdown", VOID);
    unref = objects.function("g_object_unref", VOID, POINTER);
    free = objects.function("g_free", VOID, POINTER);
  }

  /** Whether it is where the system's loader looks. Does not load it. */
  static boolean isInstalled() {
    return LibraryPath.holds(NAMES);
  }

  /** The name of the file that is loaded, without links; empty where it is not installed. */
  static String file() {
    return LibraryPath.file(NAMES).map(file -> file.getFileName().toString()).orElse("");
  }

  /** Throws whatever says that the library is not there. */
  static Vips load() {
    var vips = NativeLibrary.load(NAMES);
    var objects = NativeLibrary.load("libgobject-2.0.so.0", "libgobject-2.0.0.dylib");
    prepare(vips, objects);
    Allocator.keepLittle();
    return new Vips(vips, objects);
  }

  private static void prepare(NativeLibrary vips, NativeLibrary objects) {
    var setEnvironment = objects.function("g_setenv", INT, POINTER, POINTER, INT);
    var start = vips.function("vips_init", INT, POINTER);
    try (Arena arena = Arena.ofConfined()) {
      // Its warnings would go to standard error, and tell of what files contain.
      MemorySegment warnings = CMemory.string(arena, "VIPS_WARNING");
      MemorySegment off = CMemory.string(arena, "0");
      int set = (int) setEnvironment.call(warnings.address(), off.address(), 1);
      MemorySegment program = CMemory.string(arena, "satchel");
      if (set == 0 || (int) start.call(program.address()) != 0) {
        throw new UnsatisfiedLinkError("libvips does not start");
      }
    }
    configure(vips, "vips_block_untrusted_set", 1);
    configure(vips, "vips_cache_set_max", 0);
    configure(vips, "vips_concurrency_set", 1);
  }

  private static void configure(NativeLibrary vips, String function, int value) {
    long _ = vips.function(function, VOID, INT).call(value);
  }

  /** The name of the class that reads these bytes; empty where none does. */
  String loader(MemorySegment source) {
    long name = findLoader.call(source.address(), source.byteSize());
    return name == NULL ? "" : CMemory.string(name, LONGEST_NAME);
  }

  /**
   * The picture, undecoded, to be given back; {@link CMemory#NULL} where its header cannot be read.
   */
  long open(MemorySegment source) {
    return open.call(source.address(), source.byteSize(), none.address(), NULL);
  }

  /** The kind of colours of the picture's profile (ICC.1, 7.2.6); empty where it has none. */
  String profiledColours(long image, Arena arena) {
    MemorySegment dataAndLength = CMemory.words(arena, 2);
    long at = dataAndLength.address();
    boolean found =
        typeOf.call(image, profileData.address()) != 0
            && blob.call(image, profileData.address(), at, at + CMemory.WORD_BYTES) == 0
            && CMemory.word(dataAndLength, 1) >= PROFILE_HEADER;
    return found
        ? CMemory.string(CMemory.word(dataAndLength, 0) + PROFILE_COLOURS, COLOURS_NAME)
        : "";
  }

  /**
   * A picture of this size, as stored whatever the file says of its orientation, that is not
   * computed yet.
   *
   * @param result where its address is written, to be given back
   * @param profiled whether it has a profile, from whose colours it is converted to those of sRGB
   */
  int thumbnail(MemorySegment source, MemorySegment result, Extent target, boolean profiled) {
    return (int)
        thumbnail.call(
            source.address(),
            source.byteSize(),
            result.address(),
            target.width(),
            height.address(),
            target.height(),
            size.address(),
            FORCE,
            noRotate.address(),
            1,
            profiled ? exportProfile.address() : NULL,
            srgb.address(),
            NULL);
  }

  /** The picture with 8-bit samples in sRGB, that is not computed yet either. */
  int toStandardRgb(long image, MemorySegment result) {
    return (int) colourspace.call(image, result.address(), STANDARD_RGB, NULL);
  }

  /** Computes the picture: the samples, to be freed; empty where it failed. */
  MemorySegment samples(long image, MemorySegment length) {
    long samples = writeToMemory.call(image, length.address());
    return CMemory.at(samples, samples == NULL ? 0 : CMemory.word(length, 0));
  }

  int width(long image) {
    return (int) width.call(image);
  }

  /** Of the first page. */
  int height(long image) {
    return (int) pageHeight.call(image);
  }

  int bands(long image) {
    return (int) bands.call(image);
  }

  /** Ends the picture's computation soon. Another thread may call this. */
  void kill(long image) {
    long _ = kill.call(image, 1);
  }

  /** Gives an object back; {@link CMemory#NULL} is none. */
  void unref(long object) {
    if (object != NULL) {
      long _ = unref.call(object);
    }
  }

  void free(MemorySegment memory) {
    long _ = free.call(memory.address());
  }

  /** Gives back what the library keeps for the calling thread. */
  void leaveThread() {
    long _ = clearErrors.call();
    long _ = endThread.call();
  }
}
