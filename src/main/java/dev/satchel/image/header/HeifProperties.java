package dev.satchel.image.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The item properties of a HEIF file (ISO/IEC 23008-12, 9.3): the size of an item is its spatial
 * extent, cropped and turned in the order in which it lists those properties.
 */
final class HeifProperties {

  private final IsoBox properties;

  HeifProperties(IsoBox properties) {
    this.properties = properties;
  }

  /** A size that has not been found plausible yet. */
  record Sides(long width, long height) {

    Sides turned() {
      return new Sides(/* width= */ height, /* height= */ width);
    }

    void report(HeaderFindings findings) {
      findings.size(width, height);
    }
  }

  /** The displayed size of an item. */
  Optional<Sides> size(long item) {
    Optional<IsoBox> container = properties.child("ipco");
    if (container.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sides> size = Optional.empty();
    for (int index : indexes(item)) {
      Optional<IsoBox> property = container.get().child(index - 1);
      Optional<Sides> before = size;
      size = property.isPresent() ? applied(property.get(), before) : before;
    }
    return size;
  }

  private static Optional<Sides> applied(IsoBox property, Optional<Sides> before) {
    ByteCursor body = property.cursor();
    return switch (property.type()) {
      case "ispe" -> Optional.of(extent(body));
      case "clap" -> before.map(sides -> cropped(sides, body));
      case "irot" -> (body.u8() & 1) == 0 ? before : before.map(s -> s.turned());
      default -> before;
    };
  }

  private static Sides extent(ByteCursor body) {
    body.skip(4); // version and flags
    return new Sides(body.u32(), body.u32());
  }

  /** The clean aperture: four fractions, of which the first two are its width and height. */
  private static Sides cropped(Sides full, ByteCursor body) {
    long width = rounded(body.u32(), body.u32());
    long height = rounded(body.u32(), body.u32());
    return width > full.width || height > full.height ? full : new Sides(width, height);
  }

  private static long rounded(long numerator, long denominator) {
    return denominator == 0 ? 0 : (numerator + denominator / 2) / denominator;
  }

  /** The properties of an item, in order, counted from 1. */
  private List<Integer> indexes(long item) {
    List<Integer> indexes = new ArrayList<>();
    properties.child("ipma").ifPresent(box -> collect(item, box.cursor(), indexes));
    return indexes;
  }

  private static void collect(long item, ByteCursor body, List<Integer> indexes) {
    long versionAndFlags = body.versionAndFlags();
    boolean wideIndex = (versionAndFlags & 1) != 0;
    for (long entries = body.u32(); entries > 0; entries--) {
      long owner = versionAndFlags < 1 << 24 ? body.u16() : body.u32();
      int count = body.u8();
      if (owner == item) {
        for (int i = 0; i < count; i++) {
          indexes.add(wideIndex ? body.u16() & 0x7FFF : body.u8() & 0x7F);
        }
        return;
      }
      body.skip(wideIndex ? count * 2L : count);
    }
  }
}
