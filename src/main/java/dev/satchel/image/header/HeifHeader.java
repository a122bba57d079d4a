package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Optional;
import java.util.Set;

/**
 * HEIC and AVIF (ISO/IEC 23008-12 in the container of 14496-12): the size of the primary item after
 * its own transformations, and the EXIF item. A rotation in that EXIF does not count (23008-12,
 * A.2: it is informative).
 */
final class HeifHeader implements HeaderReader {

  private static final Set<String> BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis");

  static boolean signs(ImageBytes bytes) {
    if (!bytes.matches(4, "ftyp")) {
      return false;
    }
    long end = bytes.u32(0);
    for (long at = 8; at < end && bytes.has(at, 4); at += at == 8 ? 8 : 4) {
      if (BRANDS.contains(bytes.ascii(at, 4))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    findings.displayedAsStored();
    Optional<IsoBox> meta = meta(bytes);
    if (meta.isPresent()) {
      HeifItems items = HeifItems.read(meta.get(), bytes);
      primaryItem(meta.get(), items, findings);
      HeifExif.locate(items).map(ExifTags::read).ifPresent(findings::exif);
    }
  }

  /** The box that holds all of the tables. */
  static Optional<IsoBox> meta(ImageBytes bytes) {
    return new IsoBox("", bytes).child("meta").map(IsoBox::withoutVersion);
  }

  private static void primaryItem(IsoBox meta, HeifItems items, HeaderFindings findings) {
    Optional<IsoBox> properties = meta.child("iprp");
    if (properties.isPresent() && items.primary().isPresent()) {
      HeifProperties read = HeifProperties.read(properties.get());
      findings.sampleBits(read.sampleBits());
      read.size(items.primary().getAsLong()).ifPresent(sides -> sides.report(findings));
      read.colours(items.primary().getAsLong()).ifPresent(findings::colours);
    }
  }
}
