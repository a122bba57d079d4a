package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams behind the picture of a HEIF file (ISO/IEC 23008-12): of the primary item, of the
 * items that it is made of, and of its thumbnails and alpha planes. Each item has a spatial extent,
 * each stream a sequence header of AV1 or a parameter set of HEVC, which has to say the same. A
 * stream of another kind is of unknown size.
 */
final class HeifCodedSizes {

  /** Items that are looked at, and units of all their streams together. */
  private static final int MOST_STEPS = 200_000;

  private static final int OVERLAY_FILL = 8; // bytes of a colour

  private static final Set<String> USES = Set.of("auxl", "thmb", "prem");

  private final HeifItems items;
  private final HeifProperties properties;
  private final CodedSizes sizes;
  private int steps;

  private HeifCodedSizes(HeifItems items, HeifProperties properties, CodedSizes sizes) {
    this.items = items;
    this.properties = properties;
    this.sizes = sizes;
  }

  static void read(ImageBytes file, CodedSizes sizes) {
    IsoBox meta = HeifHeader.meta(file).orElseThrow(CodedSizes::unsound);
    var properties = HeifProperties.read(meta.child("iprp").orElseThrow(CodedSizes::unsound));
    new HeifCodedSizes(HeifItems.read(meta, file), properties, sizes).read();
  }

  private void read() {
    List<HeifItems.Reference> references = items.references();
    for (long item : used(references)) {
      step();
      Extent extent = properties.extent(item).map(HeifProperties.Sides::extent).orElse(null);
      switch (items.type(item).orElse("")) {
        case "av01" -> av1(item, extent);
        case "hvc1" -> hevc(item, extent);
        case "grid" -> grid(item, extent, references);
        case "iovl" -> overlay(item, extent);
        case "iden" -> sizes.piece(extent);
        default -> throw CodedSizes.unsound();
      }
    }
  }

  /** The primary item, and all that may be decoded for its sake. */
  private Set<Long> used(List<HeifItems.Reference> references) {
    var used = new HashSet<Long>();
    var open = new ArrayDeque<Long>();
    open.add(items.primary().orElseThrow());
    while (!open.isEmpty()) {
      long item = open.remove();
      if (used.add(item)) {
        for (HeifItems.Reference reference : references) {
          step();
          if (reference.type().equals("dimg") && reference.from() == item) {
            open.addAll(reference.to());
          } else if (USES.contains(reference.type()) && reference.to().contains(item)) {
            open.add(reference.from());
          }
        }
      }
    }
    return used;
  }

  /** Tiles of one size, which cover the picture (6.6.2.3). */
  private void grid(long item, @Nullable Extent extent, List<HeifItems.Reference> references) {
    ByteCursor body = items.data(item).map(ByteCursor::new).orElseThrow();
    body.skip(1);
    int length = (body.u8() & 1) == 0 ? 2 : 4;
    long rows = body.u8() + 1L;
    long columns = body.u8() + 1L;
    sizes.stream(extent, Extent.of(body.number(length), body.number(length)));
    HeifProperties.Sides tile = properties.extent(firstTile(item, references)).orElseThrow();
    Extent tiled = Extent.of(tile.width() * columns, tile.height() * rows);
    sizes.piece(tiled);
    if (tiled == null
        || extent == null
        || tiled.width() < extent.width()
        || tiled.height() < extent.height()) {
      throw CodedSizes.unsound();
    }
  }

  /** Other items on a canvas (6.6.2.2). */
  private void overlay(long item, @Nullable Extent extent) {
    ByteCursor body = items.data(item).map(ByteCursor::new).orElseThrow();
    body.skip(1);
    int length = (body.u8() & 1) == 0 ? 2 : 4;
    body.skip(OVERLAY_FILL);
    sizes.stream(extent, Extent.of(body.number(length), body.number(length)));
  }

  private static long firstTile(long grid, List<HeifItems.Reference> references) {
    return references.stream()
        .filter(reference -> reference.type().equals("dimg") && reference.from() == grid)
        .flatMap(reference -> reference.to().stream())
        .findFirst()
        .orElseThrow();
  }

  /** The configuration's headers, behind its four bytes, and those of the stream. */
  private void av1(long item, @Nullable Extent extent) {
    int found = 0;
    for (IsoBox configuration : properties.of(item, "av1C")) {
      found += av1(configuration.body().slice(4, configuration.body().size()), extent);
    }
    Optional<ImageBytes> stream = items.data(item);
    if (stream.isPresent() && found + av1(stream.get(), extent) == 0) {
      throw CodedSizes.unsound();
    }
  }

  private int av1(ImageBytes stream, @Nullable Extent extent) {
    int found = 0;
    for (long at = 0; at < stream.size(); ) {
      step();
      Av1Unit unit = Av1Unit.at(stream, at);
      if (unit.isSequenceHeader()) {
        sizes.stream(extent, Av1Sequence.size(unit.payload()));
        found++;
      }
      at = unit.end();
    }
    return found;
  }

  private void hevc(long item, @Nullable Extent extent) {
    HevcConfiguration configuration =
        properties.of(item, "hvcC").stream()
            .findFirst()
            .map(box -> new HevcConfiguration(box.body()))
            .orElseThrow();
    int found = 0;
    for (ImageBytes unit : configuration.units()) {
      found += hevc(unit, extent);
    }
    if (found == 0) {
      throw CodedSizes.unsound();
    }
    items.data(item).ifPresent(stream -> hevcUnits(stream, extent));
  }

  private void hevcUnits(ImageBytes stream, @Nullable Extent extent) {
    for (long at = 0; stream.has(at, HevcConfiguration.LENGTH_BYTES); ) {
      step();
      long length = stream.u32(at);
      hevc(stream.slice(at + HevcConfiguration.LENGTH_BYTES, length), extent);
      at += HevcConfiguration.LENGTH_BYTES + length;
    }
  }

  private int hevc(ImageBytes unit, @Nullable Extent extent) {
    if (!unit.has(0, HevcSequence.NAL_HEADER) || !HevcSequence.in(unit)) {
      return 0;
    }
    HevcSequence sequence = HevcSequence.of(unit);
    sizes.piece(sequence.coded());
    // Some writers give the extent of what is decoded, and crop by another property.
    boolean uncropped = extent != null && extent.equals(sequence.coded());
    sizes.stream(extent, uncropped ? sequence.coded() : sequence.shown());
    return 1;
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw CodedSizes.unsound();
    }
  }
}
