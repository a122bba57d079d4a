package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The items of a HEIF file, what each is and refers to, and where its bytes lie (ISO/IEC 14496-12,
 * 8.11). Tables with more entries than any camera writes are not read. Not thread-safe.
 */
final class HeifItems {

  private static final int VERSION_1 = 1 << 24;
  private static final int VERSION_2 = 2 << 24;
  private static final int VERSION_3 = 3 << 24;

  private static final int MOST_ENTRIES = 20_000;

  /** Bytes of an item that is stored in pieces. */
  private static final int MOST_JOINED = 16 << 20;

  private final IsoBox meta;
  private final ImageBytes file;
  private final Map<Long, String> types = new LinkedHashMap<>();
  private final Map<Long, List<Piece>> pieces = new HashMap<>();
  private int entries;

  /**
   * Bytes of an item.
   *
   * @param method what {@code at} counts from
   */
  private record Piece(int method, long at, long length) {}

  /**
   * A reference of one item to others.
   *
   * @param type four characters
   */
  record Reference(String type, long from, List<Long> to) {}

  private HeifItems(IsoBox meta, ImageBytes file) {
    this.meta = meta;
    this.file = file;
  }

  /** Reads the tables; there are no items where they are not there. */
  static HeifItems read(IsoBox meta, ImageBytes file) {
    var items = new HeifItems(meta, file);
    meta.child("iinf").ifPresent(items::readTypes);
    meta.child("iloc").ifPresent(items::readLocations);
    return items;
  }

  /** The items of a type, in order. */
  List<Long> ofType(String type) {
    return types.entrySet().stream()
        .filter(item -> item.getValue().equals(type))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Four characters; empty where the item is not listed, or has no type. */
  Optional<String> type(long item) {
    return Optional.ofNullable(types.get(item));
  }

  /** The item that is the picture. */
  OptionalLong primary() {
    return meta.child("pitm").map(IsoBox::cursor).map(HeifItems::id).orElse(OptionalLong.empty());
  }

  private static OptionalLong id(ByteCursor body) {
    return OptionalLong.of(body.versionAndFlags() < VERSION_1 ? body.u16() : body.u32());
  }

  /** All its bytes. Empty where it has none, or the file ends before them. */
  Optional<ImageBytes> data(long item) {
    List<Piece> all = pieces.getOrDefault(item, List.of());
    if (all.stream().anyMatch(piece -> piece.at > source(piece).size())) {
      return Optional.empty();
    }
    return switch (all.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(bytes(all.getFirst()));
      default -> Optional.of(joined(all));
    };
  }

  private ImageBytes joined(List<Piece> all) {
    var joined = new ByteArrayOutputStream();
    for (Piece piece : all) {
      ImageBytes bytes = bytes(piece);
      if (bytes.size() > MOST_JOINED - joined.size()) {
        throw new MissingBytes();
      }
      joined.writeBytes(bytes.copy(0, (int) bytes.size()));
    }
    return ImageBytes.of(joined.toByteArray());
  }

  private ImageBytes bytes(Piece piece) {
    return source(piece).slice(piece.at, piece.length);
  }

  private ImageBytes source(Piece piece) {
    return switch (piece.method) {
      case 0 -> file;
      case 1 -> meta.child("idat").map(IsoBox::body).orElseThrow(MissingBytes::new);
      default -> throw new MissingBytes(); // bytes of other items, which nobody writes
    };
  }

  private void readTypes(IsoBox itemInfo) {
    ByteCursor body = itemInfo.cursor();
    IsoBox list = itemInfo.from(body.versionAndFlags() < VERSION_1 ? 6 : 8);
    list.children().forEach(entry -> readType(entry.cursor()));
  }

  private void readType(ByteCursor entry) {
    int _ = counted(0);
    long version = entry.versionAndFlags();
    if (version < VERSION_2) {
      return; // has no item type
    }
    long item = version < VERSION_3 ? entry.u16() : entry.u32();
    entry.skip(2); // protection
    types.putIfAbsent(item, IsoBox.type(entry.u32()));
  }

  private void readLocations(IsoBox locations) {
    ByteCursor body = locations.cursor();
    long version = body.versionAndFlags();
    Sizes sizes = Sizes.of(body.u16());
    for (long items = version < VERSION_2 ? body.u16() : body.u32(); items > 0; items--) {
      long item = version < VERSION_2 ? body.u16() : body.u32();
      int method = version < VERSION_1 ? 0 : body.u16() & 0xF;
      body.skip(2); // data reference
      long base = body.number(sizes.base);
      var found = new ArrayList<Piece>();
      for (int extents = counted(body.u16()); extents > 0; extents--) {
        body.skip(version < VERSION_1 ? 0 : sizes.index);
        long at = base + body.number(sizes.offset);
        found.add(new Piece(method, at, body.number(sizes.length)));
      }
      pieces.putIfAbsent(item, found);
    }
  }

  /** All references, read anew. */
  List<Reference> references() {
    Optional<IsoBox> list = meta.child("iref");
    if (list.isEmpty()) {
      return List.of();
    }
    boolean wide = list.get().cursor().versionAndFlags() >= VERSION_1;
    return list.get().withoutVersion().children().map(box -> reference(box, wide)).toList();
  }

  private Reference reference(IsoBox box, boolean wide) {
    ByteCursor body = box.cursor();
    long from = wide ? body.u32() : body.u16();
    var to = new ArrayList<Long>();
    for (int count = counted(body.u16()); count > 0; count--) {
      to.add(wide ? body.u32() : body.u16());
    }
    return new Reference(box.type(), from, to);
  }

  /** The same number, of entries more in one of the tables. */
  private int counted(int more) {
    entries += 1 + more;
    if (entries > MOST_ENTRIES) {
      throw new MissingBytes();
    }
    return more;
  }

  /** How many bytes each number of the location table takes. */
  private record Sizes(int offset, int length, int base, int index) {

    static Sizes of(int nibbles) {
      return new Sizes(nibbles >> 12 & 0xF, nibbles >> 8 & 0xF, nibbles >> 4 & 0xF, nibbles & 0xF);
    }
  }
}
