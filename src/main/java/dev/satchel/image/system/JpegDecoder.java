package dev.satchel.image.system;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.satchel.foreign.CMemory;
import dev.satchel.image.Extent;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one JPEG by libjpeg-turbo, at a fraction of its size: the inverse DCT then gives fewer
 * pixels, and takes less time. Not thread-safe; to be closed.
 */
final class JpegDecoder implements AutoCloseable {

  /** Fractions are numbers of eighths: a block has that many pixels along a side. */
  private static final int BLOCK = 8;

  private final TurboJpeg library;
  private final Arena arena = Arena.ofConfined();
  private final long handle;
  private final MemorySegment source;
  private final Extent size;
  private final int sampling;
  private final int colours;

  JpegDecoder(TurboJpeg library, byte[] jpeg) throws RefusedPicture {
    this.library = library;
    this.handle = library.startDecompression();
    try {
      source = arena.allocateFrom(JAVA_BYTE, jpeg);
      MemorySegment facts = CMemory.words(arena, 2);
      check(library.header(handle, source, facts));
      Extent known = Extent.of(CMemory.integer(facts, 0), CMemory.integer(facts, 1));
      if (known == null) {
        throw new RefusedPicture(Reason.BROKEN);
      }
      size = known;
      sampling = CMemory.integer(facts, 2);
      colours = CMemory.integer(facts, 3);
    } catch (RefusedPicture | RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  Extent size() {
    return size;
  }

  /** Whether its planes can be had without conversion. */
  boolean planar() {
    return sampling >= 0
        && (colours == TurboJpeg.COLOURS_YCBCR || colours == TurboJpeg.COLOURS_GRAY);
  }

  /** The smallest size at which it can be decoded that is no smaller than {@code target}. */
  Extent sufficient(Extent target) {
    return sufficient(size, target);
  }

  /** The same of a picture of any size. */
  static Extent sufficient(Extent size, Extent target) {
    for (int eighths = 1; eighths < BLOCK; eighths++) {
      Extent scaled = scaled(size, eighths);
      if (scaled.width() >= target.width() && scaled.height() >= target.height()) {
        return scaled;
      }
    }
    return size;
  }

  private static Extent scaled(Extent size, int eighths) {
    return new Extent(
        Math.ceilDiv(size.width() * eighths, BLOCK), Math.ceilDiv(size.height() * eighths, BLOCK));
  }

  /** The planes, where it is {@link #planar()}. */
  YuvPicture planes(Extent scaled) throws RefusedPicture {
    int count = sampling == TurboJpeg.SUBSAMPLING_GRAY ? 1 : 3;
    List<MemorySegment> segments = new ArrayList<>();
    MemorySegment addresses = CMemory.words(arena, 3);
    for (int component = 0; component < count; component++) {
      Extent plane = library.planeSize(component, scaled, sampling);
      segments.add(arena.allocate(plane.pixels()));
      CMemory.setWord(addresses, component, segments.getLast().address());
    }
    check(library.decompressPlanes(handle, source, addresses, scaled));
    List<Plane> planes = new ArrayList<>();
    for (int component = 0; component < count; component++) {
      Extent decoded = library.planeSize(component, scaled, sampling);
      Plane plane = new Plane(segments.get(component).toArray(JAVA_BYTE), decoded);
      planes.add(component == 0 ? plane.fitted(scaled) : plane);
    }
    return new YuvPicture(planes);
  }

  /** The pixels in the colours of the file's profile, whatever their colour model says. */
  BufferedImage pixels(Extent scaled) throws RefusedPicture {
    BufferedImage pixels =
        new BufferedImage(scaled.width(), scaled.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] samples = ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    MemorySegment decoded = arena.allocate(samples.length);
    check(library.decompress(handle, source, decoded, scaled, TurboJpeg.PIXELS_BGR));
    MemorySegment.copy(decoded, JAVA_BYTE, 0, samples, 0, samples.length);
    return pixels;
  }

  private void check(int result) throws RefusedPicture {
    if (library.failed(handle, result)) {
      throw new RefusedPicture(Reason.BROKEN);
    }
  }

  @Override
  public void close() {
    library.destroy(handle);
    arena.close();
  }
}
