package dev.satchel.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libjpeg-turbo's TurboJPEG API 2, which version 3 still has. Any thread may call;
 * a handle is for one thread at a time.
 */
final class TurboJpeg {

  static final int SUBSAMPLING_420 = 2;
  static final int SUBSAMPLING_GRAY = 3;

  static final int COLOURS_YCBCR = 1;
  static final int COLOURS_GRAY = 2;

  static final int PIXELS_BGR = 1;

  /** Progressive files of more than 500 scans fail: they are made to waste time. */
  static final int FLAG_LIMIT_SCANS = 1 << 15;

  private static final int QUALITY = 85;
  private static final int WARNING = 0;

  private final MethodHandle startDecompression;
  private final MethodHandle startCompression;
  private final MethodHandle destroy;
  private final MethodHandle error;
  private final MethodHandle header;
  private final MethodHandle decompress;
  private final MethodHandle decompressPlanes;
  private final MethodHandle compress;
  private final MethodHandle compressPlanes;
  private final MethodHandle planeWidth;
  private final MethodHandle planeHeight;
  private final MethodHandle free;

  private TurboJpeg(NativeLibrary library) {
    startDecompression = library.function("tjInitDecompress", FunctionDescriptor.of(ADDRESS));
    startCompression = library.function("tjInitCompress", FunctionDescriptor.of(ADDRESS));
    destroy = library.function("tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    error = library.function("tjGetErrorCode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    header =
        library.function(
            "tjDecompressHeader3",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    decompress =
        library.function(
            "tjDecompress2",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT,
                JAVA_INT, JAVA_INT));
    decompressPlanes =
        library.function(
            "tjDecompressToYUVPlanes",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT,
                JAVA_INT));
    compress =
        library.function(
            "tjCompress2",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
                ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    compressPlanes =
        library.function(
            "tjCompressFromYUVPlanes",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS,
                JAVA_INT, JAVA_INT));
    planeWidth = library.function("tjPlaneWidth", planeSide());
    planeHeight = library.function("tjPlaneHeight", planeSide());
    free = library.function("tjFree", FunctionDescriptor.ofVoid(ADDRESS));
  }

  private static FunctionDescriptor planeSide() {
    return FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  }

  /** Throws whatever says that the library, or the means to call it, is not there. */
  static TurboJpeg load() {
    return new TurboJpeg(NativeLibrary.load("libturbojpeg.so.0", "libturbojpeg.dylib"));
  }

  MemorySegment startDecompression() {
    return NativeLibrary.call(() -> (MemorySegment) startDecompression.invokeExact());
  }

  MemorySegment startCompression() {
    return NativeLibrary.call(() -> (MemorySegment) startCompression.invokeExact());
  }

  void destroy(MemorySegment handle) {
    int ignored = NativeLibrary.call(() -> (int) destroy.invokeExact(handle));
  }

  /** Whether a call has failed that returned this; what it could do with a warning counts. */
  boolean failed(MemorySegment handle, int result) {
    return result != 0
        && NativeLibrary.<Integer>call(() -> (int) error.invokeExact(handle)) != WARNING;
  }

  int header(MemorySegment handle, MemorySegment source, MemorySegment facts) {
    return NativeLibrary.call(
        () ->
            (int)
                header.invokeExact(
                    handle,
                    source,
                    source.byteSize(),
                    facts,
                    facts.asSlice(4),
                    facts.asSlice(8),
                    facts.asSlice(12)));
  }

  int decompress(
      MemorySegment handle, MemorySegment source, MemorySegment pixels, Extent size, int format) {
    return NativeLibrary.call(
        () ->
            (int)
                decompress.invokeExact(
                    handle,
                    source,
                    source.byteSize(),
                    pixels,
                    size.width(),
                    0,
                    size.height(),
                    format,
                    FLAG_LIMIT_SCANS));
  }

  int decompressPlanes(
      MemorySegment handle, MemorySegment source, MemorySegment planes, Extent size) {
    return NativeLibrary.call(
        () ->
            (int)
                decompressPlanes.invokeExact(
                    handle,
                    source,
                    source.byteSize(),
                    planes,
                    size.width(),
                    MemorySegment.NULL,
                    size.height(),
                    FLAG_LIMIT_SCANS));
  }

  int compress(MemorySegment handle, MemorySegment pixels, Extent size, MemorySegment result) {
    return NativeLibrary.call(
        () ->
            (int)
                compress.invokeExact(
                    handle,
                    pixels,
                    size.width(),
                    0,
                    size.height(),
                    PIXELS_BGR,
                    result,
                    result.asSlice(ADDRESS.byteSize()),
                    SUBSAMPLING_420,
                    QUALITY,
                    0));
  }

  int compressPlanes(
      MemorySegment handle, MemorySegment planes, Extent size, int sampling, MemorySegment result) {
    return NativeLibrary.call(
        () ->
            (int)
                compressPlanes.invokeExact(
                    handle,
                    planes,
                    size.width(),
                    MemorySegment.NULL,
                    size.height(),
                    sampling,
                    result,
                    result.asSlice(ADDRESS.byteSize()),
                    QUALITY,
                    0));
  }

  /** The size of a plane of a picture of this size. */
  Extent planeSize(int component, Extent size, int sampling) {
    int width =
        NativeLibrary.call(() -> (int) planeWidth.invokeExact(component, size.width(), sampling));
    int height =
        NativeLibrary.call(() -> (int) planeHeight.invokeExact(component, size.height(), sampling));
    return new Extent(width, height);
  }

  void free(MemorySegment buffer) {
    NativeLibrary.run(
        () -> {
          free.invokeExact(buffer);
        });
  }
}
