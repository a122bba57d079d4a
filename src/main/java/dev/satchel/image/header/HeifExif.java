package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the EXIF item of a HEIF file (ISO/IEC 23008-12, A.2.1) by the item tables of 14496-12. */
final class HeifExif {

  private static final int VERSION_1 = 1 << 24;
  private static final int VERSION_2 = 2 << 24;
  private static final int VERSION_3 = 3 << 24;

  private HeifExif() {}

  /** The EXIF block, from its TIFF header on. */
  static Optional<ImageBytes> locate(IsoBox meta, ImageBytes file) {
    OptionalLong item = meta.child("iinf").map(HeifExif::exifItem).orElse(OptionalLong.empty());
    Optional<IsoBox> locations = meta.child("iloc");
    if (item.isEmpty() || locations.isEmpty()) {
      return Optional.empty();
    }
    ImageBytes itemData = meta.child("idat").map(IsoBox::body).orElse(file.slice(0, 0));
    return extent(item.getAsLong(), locations.get().cursor(), file, itemData)
        .map(block -> block.slice(4 + block.u32(0), block.size()));
  }

  private static OptionalLong exifItem(IsoBox itemInfo) {
    ByteCursor body = itemInfo.cursor();
    IsoBox entries = itemInfo.from(body.versionAndFlags() < VERSION_1 ? 6 : 8);
    return entries
        .children()
        .map(entry -> exifItemOf(entry.cursor()))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong exifItemOf(ByteCursor entry) {
    long version = entry.versionAndFlags();
    if (version < VERSION_2) {
      return OptionalLong.empty(); // has no item type
    }
    long item = version < VERSION_3 ? entry.u16() : entry.u32();
    entry.skip(2); // protection
    return entry.u32() == 0x45786966 ? OptionalLong.of(item) : OptionalLong.empty(); // "Exif"
  }

  /** The first extent of an item; EXIF is not stored in pieces. */
  private static Optional<ImageBytes> extent(
      long item, ByteCursor body, ImageBytes file, ImageBytes itemData) {
    long version = body.versionAndFlags();
    Sizes sizes = Sizes.of(body.u16());
    for (long entries = version < VERSION_2 ? body.u16() : body.u32(); entries > 0; entries--) {
      boolean wanted = item == (version < VERSION_2 ? body.u16() : body.u32());
      boolean inItemData = version >= VERSION_1 && (body.u16() & 0xF) == 1;
      body.skip(2); // data reference
      long base = body.number(sizes.base);
      int extents = body.u16();
      if (wanted && extents > 0) {
        body.skip(version < VERSION_1 ? 0 : sizes.index);
        long at = base + body.number(sizes.offset);
        return Optional.of((inItemData ? itemData : file).slice(at, body.number(sizes.length)));
      }
      body.skip(extents * sizes.extent(version));
    }
    return Optional.empty();
  }

  /** How many bytes each number of the location table takes. */
  private record Sizes(int offset, int length, int base, int index) {

    static Sizes of(int nibbles) {
      return new Sizes(nibbles >> 12 & 0xF, nibbles >> 8 & 0xF, nibbles >> 4 & 0xF, nibbles & 0xF);
    }

    long extent(long version) {
      return (version < VERSION_1 ? 0L : index) + offset + length;
    }
  }
}
