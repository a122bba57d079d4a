package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Optional;

/** Finds the EXIF item of a HEIF file (ISO/IEC 23008-12, A.2.1). */
final class HeifExif {

  private HeifExif() {}

  /** The EXIF block, from its TIFF header on. */
  static Optional<ImageBytes> locate(HeifItems items) {
    return items.ofType("Exif").stream()
        .findFirst()
        .flatMap(items::data)
        .map(block -> block.slice(4 + block.u32(0), block.size()));
  }
}
