package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.MissingBytes;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The sizes that a file states beside the one that it declares: those of the coded streams in it,
 * and of the pieces in which it is decoded. Decoders allocate by them, so they are judged as the
 * declared size is; and where a stream does not have the size that its container gives it, the
 * picture cannot be decoded, whichever of them is right.
 *
 * <p>Wants the whole file. Takes time linear in the tables that the file holds, of which there are
 * bounded many. Not thread-safe.
 */
public final class CodedSizes {

  private final ImageLimits limits;
  private boolean differ;
  private boolean tooLarge;

  private CodedSizes(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Goes on where all sizes agree and are within the limits.
   *
   * @param file all of it
   * @throws RefusedPicture where one passes the limits, and where two differ or cannot be read
   */
  public static void check(PictureHeader header, ImageBytes file, ImageLimits limits)
      throws RefusedPicture {
    var sizes = new CodedSizes(limits);
    try {
      sizes.read(header, file);
    } catch (RuntimeException broken) {
      sizes.differ = true;
    }
    if (sizes.tooLarge) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    if (sizes.differ) {
      throw new RefusedPicture(Reason.BROKEN);
    }
  }

  private void read(PictureHeader header, ImageBytes file) {
    switch (header.format()) {
      case HEIF -> HeifCodedSizes.read(file, this);
      case TIFF, BIG_TIFF -> TiffCodedSizes.read(file, this);
      case WEBP -> WebpCodedSizes.read(file, this);
      case BMP -> BmpCodedSizes.read(file, this);
      // One place for one size; that of a GIF's frame is its decoder's business.
      case JPEG, PNG, GIF -> {}
    }
  }

  /** What is decoded in one piece. */
  void piece(@Nullable Extent size) {
    if (size == null) {
      differ = true;
    } else if (size.pixels() > limits.maxPixels()) {
      tooLarge = true;
    }
  }

  /** A stream in a container that declares its size too. */
  void stream(@Nullable Extent declared, @Nullable Extent coded) {
    piece(declared);
    piece(coded);
    if (declared != null && !declared.equals(coded)) {
      differ = true;
    }
  }

  /** Something of which no size can be told. */
  static MissingBytes unsound() {
    return new MissingBytes();
  }
}
