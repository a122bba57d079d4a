package dev.satchel.image.system;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.satchel.foreign.CMemory;
import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.header.TiffCoding;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.DropOpaqueAlpha;
import dev.satchel.image.pipeline.Encoder;
import dev.satchel.image.pipeline.FromCodedColours;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.Plan;
import dev.satchel.image.pipeline.Renderer;
import dev.satchel.image.pipeline.TurnUpright;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HEIC, AVIF, WebP, PNG, TIFF and BigTIFF by libvips, which scales while it decodes. Its loader has
 * to be the one of the format that we recognised. Some TIFFs, and what is cut off, are left to
 * Java.
 */
final class VipsRenderer implements Renderer {

  private static final Map<ImageFormat, String> LOADERS =
      Map.of(
          ImageFormat.HEIF, "VipsForeignLoadHeifBuffer",
          ImageFormat.WEBP, "VipsForeignLoadWebpBuffer",
          ImageFormat.PNG, "VipsForeignLoadPngBuffer",
          ImageFormat.TIFF, "VipsForeignLoadTiffBuffer",
          ImageFormat.BIG_TIFF, "VipsForeignLoadTiffBuffer");

  private static final int MAX_SAMPLE_BITS = 16;

  private final Vips library;
  private final OpaqueEncoder encoder;
  private final ImageLimits limits;
  private final DropOpaqueAlpha dropOpaqueAlpha = new DropOpaqueAlpha();
  private final FromCodedColours fromCodedColours = new FromCodedColours();
  private final TurnUpright turnUpright = new TurnUpright();

  /** Makes a file of a picture in sRGB without alpha. */
  interface OpaqueEncoder {
    Thumbnail encode(BufferedImage pixels) throws IOException;
  }

  VipsRenderer(Vips library, OpaqueEncoder encoder, ImageLimits limits) {
    this.library = library;
    this.encoder = encoder;
    this.limits = limits;
  }

  /** What {@link #takes} answers, without the library. */
  static boolean reads(PictureHeader header) {
    return LOADERS.containsKey(header.format())
        && header.decoding().sampleBits() <= MAX_SAMPLE_BITS
        && !forJava(header);
  }

  private static boolean forJava(PictureHeader header) {
    TiffCoding tiff = header.decoding().tiff();
    return switch (header.format()) {
      case TIFF, BIG_TIFF -> isCutOff(header) || (tiff != null && tiff.forJava());
      case WEBP -> isCutOff(header);
      default -> false;
    };
  }

  /** The library shows nothing of it. A byte may be missing to which nobody pays heed. */
  private static boolean isCutOff(PictureHeader header) {
    return header.decoding().missing() > 1;
  }

  @Override
  public boolean takes(PictureHeader header) {
    return reads(header);
  }

  @Override
  public Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    Extent stored = limits.checked(header.stored());
    Plan plan = new Plan(header, target, 1);
    BufferedImage decoded = decoded(plan, stored, source, deadline);
    Picture picture = dropOpaqueAlpha.apply(new Picture(decoded, null), plan);
    picture = turnUpright.apply(fromCodedColours.apply(picture, plan), plan);
    deadline.check();
    return picture.pixels().getColorModel().hasAlpha()
        ? Encoder.encode(picture)
        : encoder.encode(picture.pixels());
  }

  private BufferedImage decoded(Plan plan, Extent stored, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom(JAVA_BYTE, source);
      checkLoader(plan.header(), file);
      boolean profiled = profiled(stored, file, arena);
      deadline.check();
      try (var image = new VipsImage(library, arena, deadline)) {
        image.open(file, plan.targetAsStored(), profiled);
        return image.pixels();
      }
    } finally {
      library.leaveThread();
    }
  }

  private void checkLoader(PictureHeader header, MemorySegment file) throws RefusedPicture {
    if (!library.loader(file).equals(LOADERS.get(header.format()))) {
      throw new RefusedPicture(Reason.UNKNOWN_FORMAT);
    }
  }

  /** Checks the size, and tells whether the picture has a profile of colours of its kind. */
  private boolean profiled(Extent stored, MemorySegment file, Arena arena) throws RefusedPicture {
    long image = library.open(file);
    try {
      if (image == CMemory.NULL || !stored.equals(size(image))) {
        throw new RefusedPicture(Reason.BROKEN);
      }
      return fits(library.profiledColours(image, arena), library.bands(image));
    } finally {
      library.unref(image);
    }
  }

  /** One that does not fit is ignored, as browsers do; the library would give up. */
  private static boolean fits(String colours, int bands) {
    return switch (colours) {
      case "" -> false;
      case "GRAY" -> bands <= 2;
      case "RGB " -> bands == 3 || bands == 4;
      default -> bands >= 3;
    };
  }

  private @Nullable Extent size(long image) {
    return Extent.of(library.width(image), library.height(image));
  }
}
