package dev.satchel.image.system;

import static dev.satchel.foreign.CType.INT;
import static dev.satchel.foreign.CType.LONG;
import static dev.satchel.foreign.CType.POINTER;
import static dev.satchel.foreign.CType.VOID;

import dev.satchel.foreign.CMemory;
import dev.satchel.foreign.NativeFunction;
import dev.satchel.foreign.NativeLibrary;
import dev.satchel.image.Extent;
import java.lang.foreign.MemorySegment;

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

  private final NativeFunction startDecompression;
  private final NativeFunction startCompression;
  private final NativeFunction destroy;
  private final NativeFunction error;
  private final NativeFunction header;
  private final NativeFunction decompress;
  private final NativeFunction decompressPlanes;
  private final NativeFunction compress;
  private final NativeFunction compressPlanes;
  private final NativeFunction planeWidth;
  private final NativeFunction planeHeight;
  private final NativeFunction free;

  private TurboJpeg(NativeLibrary library) {
    startDecompression = library.function("tjInitDecompress", POINTER);
    startCompression = library.function("tjInitCompress", POINTER);
    destroy = library.function("tjDestroy", INT, POINTER);
    error = library.function("tjGetErrorCode", INT, POINTER);
    header =
        library.function(
            "tjDecompressHeader3", INT, POINTER, POINTER, LONG, POINTER, POINTER, POINTER, POINTER);
    decompress =
        library.function(
            "tjDecompress2", INT, POINTER, POINTER, LONG, POINTER, INT, INT, INT, INT, INT);
    decompressPlanes =
        library.function(
            "tjDecompressToYUVPlanes",
            INT,
            POINTER,
            POINTER,
            LONG,
            POINTER,
            INT,
            POINTER,
            INT,
            INT);
    compress =
        library.function(
            "tjCompress2",
            INT,
            POINTER,
            POINTER,
            INT,
            INT,
            INT,
            INT,
            POINTER,
            POINTER,
            INT,
            INT,
            INT);
    compressPlanes =
        library.function(
            "tjCompressFromYUVPlanes",
            INT,
            POINTER,
            POINTER,
            INT,
            POINTER,
            INT,
            INT,
            POINTER,
            POINTER,
            INT,
            INT);
    planeWidth = library.function("tjPlaneWidth", INT, INT, INT, INT);
    planeHeight = library.function("tjPlaneHeight", INT, INT, INT, INT);
    free = library.function("tjFree", VOID, POINTER);
  }

  /** Throws whatever says that the library is not there. */
  static TurboJpeg load() {
    return new TurboJpeg(NativeLibrary.load("libturbojpeg.so.0", "libturbojpeg.dylib"));
  }

  /** A handle of a decompressor, to be destroyed. */
  long startDecompression() {
    return startDecompression.call();
  }

  /** A handle of a compressor, to be destroyed. */
  long startCompression() {
    return startCompression.call();
  }

  void destroy(long handle) {
    long _ = destroy.call(handle);
  }

  /** Whether a call has failed that returned this; what it could do with a warning counts. */
  boolean failed(long handle, int result) {
    return result != 0 && (int) error.call(handle) != WARNING;
  }

  /** Writes four integers: width, height, sampling and colours. */
  int header(long handle, MemorySegment source, MemorySegment facts) {
    long first = facts.address();
    return (int)
        header.call(
            handle,
            source.address(),
            source.byteSize(),
            first,
            first + CMemory.INT_BYTES,
            first + 2 * CMemory.INT_BYTES,
            first + 3 * CMemory.INT_BYTES);
  }

  int decompress(long handle, MemorySegment source, MemorySegment pixels, Extent size, int format) {
    return (int)
        decompress.call(
            handle,
            source.address(),
            source.byteSize(),
            pixels.address(),
            size.width(),
            0,
            size.height(),
            format,
            FLAG_LIMIT_SCANS);
  }

  int decompressPlanes(long handle, MemorySegment source, MemorySegment planes, Extent size) {
    return (int)
        decompressPlanes.call(
            handle,
            source.address(),
            source.byteSize(),
            planes.address(),
            size.width(),
            CMemory.NULL,
            size.height(),
            FLAG_LIMIT_SCANS);
  }

  /** Writes the address of what it has allocated, to be freed, and its length. */
  int compress(long handle, MemorySegment pixels, Extent size, MemorySegment result) {
    return (int)
        compress.call(
            handle,
            pixels.address(),
            size.width(),
            0,
            size.height(),
            PIXELS_BGR,
            result.address(),
            result.address() + CMemory.WORD_BYTES,
            SUBSAMPLING_420,
            QUALITY,
            0);
  }

  /** The same of planes. */
  int compressPlanes(
      long handle, MemorySegment planes, Extent size, int sampling, MemorySegment result) {
    return (int)
        compressPlanes.call(
            handle,
            planes.address(),
            size.width(),
            CMemory.NULL,
            size.height(),
            sampling,
            result.address(),
            result.address() + CMemory.WORD_BYTES,
            QUALITY,
            0);
  }

  /** The size of a plane of a picture of this size. */
  Extent planeSize(int component, Extent size, int sampling) {
    int width = (int) planeWidth.call(component, size.width(), sampling);
    int height = (int) planeHeight.call(component, size.height(), sampling);
    return new Extent(width, height);
  }

  void free(long buffer) {
    long _ = free.call(buffer);
  }
}
