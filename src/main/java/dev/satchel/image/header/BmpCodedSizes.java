package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.util.Optional;

/** The JPEG or PNG that a bitmap may hold instead of rows (BI_JPEG and BI_PNG of Windows). */
final class BmpCodedSizes {

  private static final int INFO_HEADER = 40;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  private BmpCodedSizes() {}

  static void read(ImageBytes file, CodedSizes sizes) {
    long compression = file.u32le(14) < INFO_HEADER ? 0 : file.u32le(30);
    if (compression != JPEG && compression != PNG) {
      return;
    }
    ImageBytes stream = file.slice(file.u32le(10), file.size());
    sizes.stream(size(PictureHeader.read(file)), size(PictureHeader.read(stream)));
  }

  private static Extent size(Optional<PictureHeader> header) {
    Extent size = header.map(PictureHeader::stored).orElse(null);
    if (size == null) {
      throw CodedSizes.unsound();
    }
    return size;
  }
}
