package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * An ICC profile in a file's header. We apply it ourselves, to the thumbnail: readers ignore it
 * (PNG), convert the whole source (JPEG), or allocate whatever size it claims to have (WebP).
 */
public sealed interface EmbeddedProfile permits PngProfile, JpegProfile, WebpProfile, TiffProfile {

  /** No profile in use is longer. */
  int MAX_BYTES = 4 << 20;

  int HEADER_BYTES = 128;

  /**
   * The profile's bytes.
   *
   * @throws DataFormatException where they are incomplete or longer than {@link #MAX_BYTES}
   */
  byte[] bytes() throws DataFormatException;

  /** The file without the profile; the very array where its reader pays no heed to profiles. */
  byte[] removedFrom(byte[] source);

  /** Whether the profile has the size that its header claims (ICC.1, 7.2.2). */
  default boolean sound() {
    try {
      byte[] bytes = bytes();
      return bytes.length >= HEADER_BYTES && ImageBytes.of(bytes).u32(0) == bytes.length;
    } catch (DataFormatException | RuntimeException broken) {
      return false;
    }
  }

  /** The profile, or null where it is broken or not one of RGB. */
  default @Nullable ICC_Profile rgb() {
    return of(ColorSpace.TYPE_RGB);
  }

  /** The profile, or null where it is broken or not one of gray. */
  default @Nullable ICC_Profile gray() {
    return of(ColorSpace.TYPE_GRAY);
  }

  /** The profile, or null where it is broken or not one of four inks. */
  default @Nullable ICC_Profile cmyk() {
    return of(ColorSpace.TYPE_CMYK);
  }

  private @Nullable ICC_Profile of(int colours) {
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes());
      return profile.getColorSpaceType() == colours ? profile : null;
    } catch (DataFormatException | RuntimeException unusable) {
      return null;
    }
  }
}
