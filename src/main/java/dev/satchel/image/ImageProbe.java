package dev.satchel.image;

import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.PictureHeader;
import java.util.OptionalLong;

/**
 * Measures pictures by their headers: JPEG, PNG, GIF, WebP, TIFF, BigTIFF, BMP, HEIC and AVIF,
 * recognised by their bytes, whatever type was declared.
 *
 * <p>It never throws and allocates next to nothing: broken, lying, truncated and hostile files give
 * nulls, and what was sound before the fault. No pixel is decoded. Stateless, any thread may call;
 * a call takes microseconds, at worst (hostile bytes) time linear in those given.
 */
public final class ImageProbe {

  /** First bytes to keep of an upload that is no JPEG; of those a {@link JpegExcerpt} is enough. */
  public static final int HEAD_BYTES = 1024 * 1024;

  /** Last bytes worth keeping of an upload that is longer than its head. */
  public static final int TAIL_BYTES = 64 * 1024;

  /** First bytes that tell whether a file may be an image. */
  public static final int SIGNATURE_BYTES = 128;

  /** Whether an image of a format that we measure may begin with these bytes. */
  public static boolean mayBeImage(byte[] first) {
    return ImageFormat.of(ImageBytes.of(first)).isPresent();
  }

  /**
   * Where the directory of a TIFF begins that begins with these bytes; empty where it is none, and
   * where that is among the first {@link #HEAD_BYTES}.
   *
   * @param first {@link #SIGNATURE_BYTES} or more
   */
  public static OptionalLong farDirectory(byte[] first) {
    return farDirectory(ImageBytes.of(first));
  }

  /** The same of a file whose ends these are. */
  public static OptionalLong farDirectory(ImageBytes bytes) {
    OptionalLong at = PictureHeader.directory(bytes);
    return at.orElse(0) < HEAD_BYTES ? OptionalLong.empty() : at;
  }

  /**
   * The facts of the picture.
   *
   * @param head the first bytes of a file, or all of it
   */
  public ImageFacts measure(byte[] head) {
    return measure(ImageBytes.of(head));
  }

  /** The facts of the picture whose ends these are. */
  public ImageFacts measure(ImageBytes bytes) {
    return PictureHeader.read(bytes).map(PictureHeader::facts).orElse(ImageFacts.NONE);
  }
}
