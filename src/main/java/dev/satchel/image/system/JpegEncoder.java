package dev.satchel.image.system;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.satchel.foreign.CMemory;
import dev.satchel.image.Extent;
import dev.satchel.image.Rendering.Thumbnail;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Encodes JPEGs by libjpeg-turbo: pixels only, no metadata. Any thread may call. */
final class JpegEncoder {

  private final TurboJpeg library;

  JpegEncoder(TurboJpeg library) {
    this.library = library;
  }

  /** One use of the library's compressor, which says where its result is. */
  private interface Compression {
    int run(Arena arena, long handle, MemorySegment result);
  }

  /** Encodes a picture in 4:2:0, or gray. */
  Thumbnail encode(YuvPicture picture) throws IOException {
    int sampling = picture.gray() ? TurboJpeg.SUBSAMPLING_GRAY : TurboJpeg.SUBSAMPLING_420;
    return compressed(
        picture.size(),
        (arena, handle, result) ->
            library.compressPlanes(
                handle,
                addresses(arena, picture.planes(), sampling),
                picture.size(),
                sampling,
                result));
  }

  /** Encodes an opaque picture in sRGB. */
  Thumbnail encode(BufferedImage pixels) throws IOException {
    Extent size = new Extent(pixels.getWidth(), pixels.getHeight());
    return compressed(
        size,
        (arena, handle, result) ->
            library.compress(handle, arena.allocateFrom(JAVA_BYTE, samples(pixels)), size, result));
  }

  private Thumbnail compressed(Extent size, Compression compression) throws IOException {
    long handle = library.startCompression();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = CMemory.words(arena, 2);
      try {
        if (compression.run(arena, handle, result) != 0) {
          throw new IOException("The picture could not be encoded");
        }
        return new Thumbnail(bytes(result), "image/jpeg", size.width(), size.height());
      } finally {
        library.free(CMemory.word(result, 0));
      }
    } finally {
      library.destroy(handle);
    }
  }

  private static byte[] bytes(MemorySegment result) {
    return CMemory.at(CMemory.word(result, 0), CMemory.word(result, 1)).toArray(JAVA_BYTE);
  }

  /** The library reads planes of even sides. */
  private MemorySegment addresses(Arena arena, List<Plane> planes, int sampling) {
    MemorySegment addresses = CMemory.words(arena, 3);
    for (int component = 0; component < planes.size(); component++) {
      Extent expected = library.planeSize(component, planes.getFirst().size(), sampling);
      byte[] samples = planes.get(component).fitted(expected).samples();
      MemorySegment plane = arena.allocateFrom(JAVA_BYTE, samples);
      CMemory.setWord(addresses, component, plane.address());
    }
    return addresses;
  }

  private static byte[] samples(BufferedImage pixels) {
    if (pixels.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      return ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    }
    int width = pixels.getWidth();
    byte[] samples = new byte[3 * width * pixels.getHeight()];
    int[] row = new int[width];
    int to = 0;
    for (int y = 0; y < pixels.getHeight(); y++) {
      for (int rgb : pixels.getRGB(0, y, width, 1, row, 0, width)) {
        samples[to++] = (byte) rgb;
        samples[to++] = (byte) (rgb >> 8);
        samples[to++] = (byte) (rgb >> 16);
      }
    }
    return samples;
  }
}
