package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.MissingBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The item properties of a HEIF file (ISO/IEC 23008-12, 9.3): the size of an item is its spatial
 * extent, cropped and turned in the order in which it lists those properties. Tables with more
 * entries than any camera writes are not read.
 */
final class HeifProperties {

  private static final int MOST_PROPERTIES = 20_000;
  private static final int MOST_ASSOCIATIONS = 100_000;

  private final List<IsoBox> properties;
  private final Map<Long, List<Integer>> indexes = new HashMap<>();
  private int associations;

  private HeifProperties(List<IsoBox> properties) {
    this.properties = properties;
  }

  /** Reads the tables of an {@code iprp} box. */
  static HeifProperties read(IsoBox box) {
    List<IsoBox> properties =
        box.child("ipco").stream().flatMap(IsoBox::children).limit(MOST_PROPERTIES).toList();
    var read = new HeifProperties(properties);
    box.children()
        .filter(child -> child.type().equals("ipma"))
        .forEach(child -> read.associate(child.cursor()));
    return read;
  }

  /** A size that has not been found plausible yet. */
  record Sides(long width, long height) {

    Sides turned() {
      return new Sides(/* width= */ height, /* height= */ width);
    }

    void report(HeaderFindings findings) {
      findings.size(width, height);
    }

    @Nullable Extent extent() {
      return Extent.of(width, height);
    }
  }

  /** The displayed size of an item. */
  Optional<Sides> size(long item) {
    Optional<Sides> size = Optional.empty();
    for (IsoBox property : of(item)) {
      size = applied(property, size);
    }
    return size;
  }

  /** The spatial extent of an item, of which it has to have one; empty where it has none. */
  Optional<Sides> extent(long item) {
    List<IsoBox> extents = of(item, "ispe");
    if (extents.size() > 1) {
      throw new MissingBytes();
    }
    return extents.stream().findFirst().map(box -> extent(box.cursor()));
  }

  /** The colours of an item that tells them by numbers; empty where a profile does. */
  Optional<CodedColours> colours(long item) {
    List<IsoBox> told = of(item, "colr");
    return told.stream().allMatch(HeifProperties::byNumbers)
        ? told.stream()
            .findFirst()
            .map(box -> new CodedColours(box.body().u16(4), box.body().u16(6)))
        : Optional.empty();
  }

  private static boolean byNumbers(IsoBox colours) {
    return colours.body().matches(0, "nclx");
  }

  /** Bits of the samples of the deepest stream of the file. */
  int sampleBits() {
    return properties.stream().mapToInt(HeifProperties::sampleBits).max().orElse(Byte.SIZE);
  }

  private static int sampleBits(IsoBox property) {
    return switch (property.type()) {
      case "av1C" -> (property.body().u8(2) & 0x40) == 0 ? 8 : 12;
      case "hvcC" -> 8 + (property.body().u8(17) & 7);
      default -> 8;
    };
  }

  /** The properties of an item that have this type, in order. */
  List<IsoBox> of(long item, String type) {
    return of(item).stream().filter(property -> property.type().equals(type)).toList();
  }

  private List<IsoBox> of(long item) {
    return indexes.getOrDefault(item, List.of()).stream()
        .filter(index -> index > 0 && index <= properties.size())
        .map(index -> properties.get(index - 1))
        .toList();
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

  /** Notes which properties items have, in order, counted from 1; the first list counts. */
  private void associate(ByteCursor body) {
    long versionAndFlags = body.versionAndFlags();
    boolean wideIndex = (versionAndFlags & 1) != 0;
    for (long entries = body.u32(); entries > 0; entries--) {
      long item = versionAndFlags < 1 << 24 ? body.u16() : body.u32();
      var list = new ArrayList<Integer>();
      for (int count = counted(body.u8()); count > 0; count--) {
        list.add(wideIndex ? body.u16() & 0x7FFF : body.u8() & 0x7F);
      }
      indexes.putIfAbsent(item, list);
    }
  }

  private int counted(int more) {
    associations += 1 + more;
    if (associations > MOST_ASSOCIATIONS) {
      throw new MissingBytes();
    }
    return more;
  }
}
