package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import dev.satchel.image.ImageFacts;
import dev.satchel.image.MissingBytes;
import java.awt.Rectangle;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file's header says.
 *
 * @param stored the size of the pixels as stored; null where the header gives none that is sound
 * @param orientation how to display them
 * @param takenAt when the photo was taken; null where unknown
 * @param decoding what only decoders want to know
 */
public record PictureHeader(
    ImageFormat format,
    @Nullable Extent stored,
    Orientation orientation,
    @Nullable Instant takenAt,
    Decoding decoding) {

  private static final Set<ImageFormat> TIFFS = EnumSet.of(ImageFormat.TIFF, ImageFormat.BIG_TIFF);

  /**
   * Hints for decoders.
   *
   * @param jpegFrame of a JPEG
   * @param firstFrame where the first frame of a GIF or an animated WebP stands on its canvas
   * @param profile the ICC profile of a JPEG, PNG, WebP or TIFF
   * @param colours of a HEIC or AVIF that tells them by numbers and has no profile
   * @param tiff of a TIFF or BigTIFF
   * @param sampleBits bits of the widest band of a TIFF, HEIC or AVIF, else 0
   * @param pieceBytes bytes of what a decoder of PNG or TIFF keeps at least at a time: all of an
   *     interlaced picture, or a tile or strip; else 0
   * @param missing bytes that a TIFF or WebP is short of, by its own account
   */
  public record Decoding(
      @Nullable JpegFrame jpegFrame,
      @Nullable Rectangle firstFrame,
      @Nullable EmbeddedProfile profile,
      @Nullable CodedColours colours,
      @Nullable TiffCoding tiff,
      long sampleBits,
      long pieceBytes,
      long missing) {

    /** Whether its samples are of cyan, magenta, yellow and black ink. */
    public boolean inks() {
      return cmyk() || (tiff != null && tiff.colours() == TiffCoding.Colours.INKS);
    }

    /** Whether it is a JPEG whose colours its reader converts. */
    public boolean cmyk() {
      return jpegFrame != null && jpegFrame.cmyk();
    }
  }

  /** The header, or empty where no known format's signature is there. Never throws. */
  public static Optional<PictureHeader> read(ImageBytes bytes) {
    return ImageFormat.of(bytes).map(format -> read(format, bytes));
  }

  /** Where a TIFF says that its first directory is; empty for all others. Never throws. */
  public static OptionalLong directory(ImageBytes first) {
    Optional<ImageFormat> format = ImageFormat.of(first);
    try {
      return format.filter(TIFFS::contains).isPresent()
          ? OptionalLong.of(TiffBytes.of(first).firstDirectory())
          : OptionalLong.empty();
    } catch (MissingBytes broken) {
      return OptionalLong.empty();
    }
  }

  @SuppressWarnings("EmptyCatch") // a broken header is not an error: what was found before counts
  private static PictureHeader read(ImageFormat format, ImageBytes bytes) {
    HeaderFindings findings = new HeaderFindings();
    try {
      HeaderReader.of(format).read(bytes, findings);
    } catch (RuntimeException broken) {
      // The findings up to here stand.
    }
    return findings.of(format);
  }

  /** Whether it is a TIFF or BigTIFF. */
  public boolean isTiff() {
    return TIFFS.contains(format);
  }

  /** What the header says of the picture as displayed. */
  public ImageFacts facts() {
    if (stored == null) {
      return new ImageFacts(null, null, takenAt);
    }
    Extent displayed = orientation.applied(stored);
    return new ImageFacts(displayed.width(), displayed.height(), takenAt);
  }
}
