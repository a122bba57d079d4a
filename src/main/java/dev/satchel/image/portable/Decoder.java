package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.header.EmbeddedProfile;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Codecs;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.Plan;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/** The first picture of a source, decoded by ImageIO. Not thread-safe; to be closed. */
final class Decoder implements AutoCloseable {

  private final PictureHeader header;
  private final ImageReader reader;
  private final Deadline deadline;
  private final AbortWhenOver progress;
  private final long copied;

  private Decoder(
      PictureHeader header,
      ImageReader reader,
      Deadline deadline,
      AbortWhenOver progress,
      long copied) {
    this.progress = progress;
    this.copied = copied;
    this.header = header;
    this.reader = reader;
    this.deadline = deadline;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is a copy
  static Decoder open(PictureHeader header, byte[] source, Deadline deadline) throws IOException {
    ImageReader reader = Codecs.reader(header.format());
    byte[] input = input(header, source);
    int zeros = TiffSource.zeros(header, source);
    int readsPastEnd =
        header.format() == ImageFormat.BMP ? SourceStream.STRICT : SourceStream.PATIENT;
    reader.setInput(new SourceStream(input, zeros, deadline, readsPastEnd), true, true);
    var progress = new AbortWhenOver(deadline);
    reader.addIIOReadProgressListener(progress);
    long copied = zeros + (input == source ? 0L : input.length);
    return new Decoder(header, reader, deadline, progress, copied);
  }

  /**
   * What the reader is given. Of profiles, only CMYK is converted by its reader, which wants it, if
   * it is sound.
   */
  private static byte[] input(PictureHeader header, byte[] source) {
    if (header.format() == ImageFormat.BMP) {
      return BmpFileSize.corrected(source);
    }
    if (header.isTiff()) {
      return TiffSource.readable(header, source);
    }
    EmbeddedProfile profile = header.decoding().profile();
    if (profile == null || (header.decoding().cmyk() && profile.sound())) {
      return source;
    }
    return profile.removedFrom(source);
  }

  /** The size of the stored picture as the decoder understands it; null where not plausible. */
  @Nullable Extent size() throws IOException {
    return Extent.of(reader.getWidth(0), reader.getHeight(0));
  }

  /**
   * Bytes of the file as the reader is given it, beyond the source: it may make an array of them.
   */
  long copiedBytes() {
    return copied;
  }

  /** Pixels that are decoded in one piece: a tile or strip of a TIFF, else none beside the rest. */
  long tilePixels() throws IOException, RefusedPicture {
    if (!header.isTiff()) {
      return 0;
    }
    Extent tile = Extent.of(reader.getTileWidth(0), reader.getTileHeight(0));
    if (tile == null) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    return tile.pixels();
  }

  /** Whether its pixels are numbers of a few colours, of black and white for example. */
  boolean hasPalette() throws IOException {
    return type().getColorModel() instanceof IndexColorModel;
  }

  /** Bits that a decoded pixel takes in memory. */
  int bitsPerPixel() throws IOException {
    int bits = 0;
    for (int sample : type().getSampleModel().getSampleSize()) {
      bits += Math.max(8, sample);
    }
    return bits;
  }

  Picture decode(Plan plan) throws IOException, RefusedPicture {
    deadline.check();
    ImageReadParam param = reader.getDefaultReadParam();
    int step = plan.subsampling();
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    param.setSourceSubsampling(step, step, middle(step, width), middle(step, height));
    BufferedImage pixels = type().createBufferedImage(every(step, width), every(step, height));
    param.setDestination(pixels);
    read(param);
    deadline.check();
    return new Picture(FirstFrame.onCanvas(pixels, plan), profile(pixels));
  }

  /** Of a file that is cut off, or broken further on, what comes before that is shown. */
  private void read(ImageReadParam param) throws IOException, RefusedPicture {
    try {
      reader.read(0, param);
    } catch (IOException | RuntimeException cutOff) {
      deadline.check();
      if (!progress.begun()) {
        throw cutOff;
      }
    }
  }

  /** How many pixels of a side are decoded. */
  private static int every(int step, int side) {
    return Math.ceilDiv(side - middle(step, side), step);
  }

  /** The middle of the first {@code step} pixels, or the last pixel of a shorter side. */
  private static int middle(int step, int side) {
    return Math.min(step / 2, side - 1);
  }

  /**
   * The picture's own profile is kept, where the reader offers that: converting the thumbnail
   * instead of the source is faster by orders of magnitude.
   */
  private ImageTypeSpecifier type() throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    ImageTypeSpecifier first = types.next();
    for (ImageTypeSpecifier type = first; ; type = types.next()) {
      if (profile(type.getColorModel().getColorSpace()) != null) {
        return type;
      }
      if (!types.hasNext()) {
        return first;
      }
    }
  }

  private @Nullable ICC_Profile profile(BufferedImage pixels) {
    EmbeddedProfile embedded = header.decoding().profile();
    if (embedded != null && pixels.getRaster().getNumBands() <= 2) {
      return embedded.gray();
    }
    return embedded != null && !header.decoding().cmyk()
        ? embedded.rgb()
        : profile(pixels.getColorModel().getColorSpace());
  }

  private static @Nullable ICC_Profile profile(ColorSpace space) {
    return space instanceof ICC_ColorSpace icc
            && space.getType() == ColorSpace.TYPE_RGB
            && !space.isCS_sRGB()
        ? icc.getProfile()
        : null;
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
