package dev.satchel.image.system;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.satchel.foreign.CMemory;
import dev.satchel.image.Extent;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.pipeline.Deadline;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A thumbnail that libvips computes, or stops computing when its time is over. */
final class VipsImage implements AutoCloseable {

  private final Vips library;
  private final Arena arena;
  private final Deadline deadline;
  private long scaled = CMemory.NULL;
  private long image = CMemory.NULL;

  VipsImage(Vips library, Arena arena, Deadline deadline) {
    this.library = library;
    this.arena = arena;
    this.deadline = deadline;
  }

  /** Prepares the thumbnail of a file. */
  void open(MemorySegment file, Extent target, boolean profiled) throws IOException {
    MemorySegment result = CMemory.words(arena, 1);
    check(library.thumbnail(file, result, target, profiled));
    scaled = CMemory.word(result, 0);
    check(library.toStandardRgb(scaled, result));
    image = CMemory.word(result, 0);
  }

  /** The pixels, in sRGB, with alpha or without. */
  BufferedImage pixels() throws IOException, RefusedPicture {
    MemorySegment length = CMemory.words(arena, 1);
    MemorySegment samples;
    try (Deadline.Watch watch = deadline.watch(() -> library.kill(image))) {
      samples = library.samples(image, length);
    }
    deadline.check();
    if (samples.byteSize() == 0) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    try {
      return pixels(samples.toArray(JAVA_BYTE));
    } finally {
      library.free(samples);
    }
  }

  private BufferedImage pixels(byte[] samples) throws IOException {
    int bands = library.bands(image);
    int width = library.width(image);
    int height = samples.length / (width * bands);
    if (bands != 3 && bands != 4) {
      throw new IOException("Not RGB: " + bands + " bands");
    }
    BufferedImage pixels =
        new BufferedImage(
            width, height, bands == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = y * width * bands; x < width; x++, at += bands) {
        int alpha = bands == 4 ? samples[at + 3] & 0xFF : 0xFF;
        row[x] = alpha == 0 ? 0 : (alpha << 24) | rgb(samples, at);
      }
      pixels.setRGB(0, y, width, 1, row, 0, width);
    }
    return pixels;
  }

  private static int rgb(byte[] samples, int at) {
    return ((samples[at] & 0xFF) << 16)
        | ((samples[at + 1] & 0xFF) << 8)
        | (samples[at + 2] & 0xFF);
  }

  private static void check(int failed) throws IOException {
    if (failed != 0) {
      throw new IOException("libvips cannot decode the picture");
    }
  }

  @Override
  public void close() {
    library.unref(image);
    library.unref(scaled);
  }
}
