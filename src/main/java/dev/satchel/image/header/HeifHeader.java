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
    Optional<IsoBox> meta = new IsoBox("", bytes).child("meta").map(IsoBox::withoutVersion);
    if (meta.isPresent()) {
      primaryItem(meta.get(), findings);
      HeifExif.locate(meta.get(), bytes).map(ExifTags::read).ifPresent(findings::exif);
    }
  }

  private static void primaryItem(IsoBox meta, HeaderFindings findings) {
    Optional<ByteCursor> primary = meta.child("pitm").map(IsoBox::cursor);
    Optional<IsoBox> properties = meta.child("iprp");
    if (primary.isPresent() && properties.isPresent()) {
      ByteCursor cursor = primary.get();
      long item = cursor.versionAndFlags() < 1 << 24 ? cursor.u16() : cursor.u32();
      new HeifProperties(properties.get()).size(item).ifPresent(s -> s.report(findings));
    }
  }
}
