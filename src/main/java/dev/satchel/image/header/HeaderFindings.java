package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the facts of one header. The first report of a fact counts. Not thread-safe. */
final class HeaderFindings {

  /** More than any machine has, and little enough to be multiplied. */
  private static final long MOST_BYTES = 1L << 50;

  private @Nullable Extent stored;
  private @Nullable Orientation orientation;
  private @Nullable ExifTags exif;
  private @Nullable JpegFrame jpegFrame;
  private @Nullable Rectangle firstFrame;
  private final List<ImageBytes> jpegProfile = new ArrayList<>();
  private @Nullable EmbeddedProfile profile;
  private @Nullable CodedColours colours;
  private @Nullable TiffCoding tiff;
  private long sampleBits;
  private long pieceBytes;
  private long missing;

  /** The size of the stored pixels; ignored where it is not plausible. */
  void size(long width, long height) {
    size(Extent.of(width, height));
  }

  /** The same; null is ignored. */
  void size(@Nullable Extent size) {
    if (stored == null) {
      stored = size;
    }
  }

  /** A container that turns its picture by itself: its EXIF orientation does not count. */
  void displayedAsStored() {
    orientation = Orientation.UPRIGHT;
  }

  /** An orientation that is found from now on comes too late. */
  void orientationIsKnown() {
    if (orientation == null) {
      orientation = exifOrientation();
    }
  }

  void exif(ExifTags tags) {
    if (exif == null) {
      exif = tags;
    }
  }

  void jpegFrame(JpegFrame frame) {
    if (jpegFrame == null) {
      jpegFrame = frame;
    }
  }

  /** Where the first frame of an animation stands on the canvas. */
  void firstFrame(int left, int top, int width, int height) {
    if (firstFrame == null) {
      firstFrame = new Rectangle(left, top, width, height);
    }
  }

  void profile(EmbeddedProfile found) {
    if (profile == null) {
      profile = found;
    }
  }

  /** A segment more of a JPEG's profile. */
  void jpegProfile(ImageBytes segment) {
    jpegProfile.add(segment);
  }

  void colours(CodedColours found) {
    if (colours == null) {
      colours = found;
    }
  }

  void tiff(TiffCoding coding) {
    tiff = coding;
  }

  /** Bits of the widest band. */
  void sampleBits(long bits) {
    sampleBits = bits;
  }

  /**
   * What is decoded in one piece.
   *
   * @param size null where it is not plausible: nobody knows then what it takes
   * @param bands of each pixel
   * @param bits of each band
   */
  void piece(@Nullable Extent size, long bands, long bits) {
    double bytes = size == null ? MOST_BYTES : Math.ceil((double) size.pixels() * bands * bits / 8);
    pieceBytes = (long) Math.min(bytes, MOST_BYTES);
  }

  /** A file that should be so long, and is so long. */
  void length(long announced, long found) {
    missing = Math.max(0, announced - found);
  }

  PictureHeader of(ImageFormat format) {
    Orientation displayed = orientation != null ? orientation : exifOrientation();
    return new PictureHeader(
        format,
        stored,
        displayed,
        exif == null ? null : exif.takenAt(),
        new PictureHeader.Decoding(
            jpegFrame, firstFrame, profile(), colours, tiff, sampleBits, pieceBytes, missing));
  }

  private @Nullable EmbeddedProfile profile() {
    return jpegProfile.isEmpty() ? profile : new JpegProfile(List.copyOf(jpegProfile));
  }

  private Orientation exifOrientation() {
    return exif == null ? Orientation.UPRIGHT : exif.orientation();
  }
}
