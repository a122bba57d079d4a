package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.util.Optional;
import java.util.Set;

/**
 * The tiles and strips of a TIFF, of all its directories, as decoders use smaller copies of a
 * picture where they find them. A tile may be larger than its picture. A JPEG in a tile has a size
 * of its own; compressions whose streams have one too and that no camera or scanner uses are taken
 * to be of unknown size.
 */
final class TiffCodedSizes {

  private static final int COMPRESSION = 0x0103;
  private static final int STRIP_OFFSETS = 0x0111;
  private static final int TILE_OFFSETS = 0x0144;
  private static final int SUB_DIRECTORIES = 0x014A;

  /** None, CCITT, LZW, Deflate, PackBits, SGI Log, LZMA and Zstandard: bytes of a known size. */
  private static final Set<Long> WITHOUT_A_SIZE =
      Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32773L, 32946L, 34676L, 34677L, 34925L, 50000L);

  private static final long JPEG = 7;

  private static final int MOST_SUB_DIRECTORIES = 100;
  private static final int MOST_PIECES = 100_000;

  /** Entries of all directories, and JPEGs, together. */
  private static final int MOST_STEPS = 200_000;

  private final ImageBytes file;
  private final CodedSizes sizes;
  private int steps;

  private TiffCodedSizes(ImageBytes file, CodedSizes sizes) {
    this.file = file;
    this.sizes = sizes;
  }

  static void read(ImageBytes file, CodedSizes sizes) {
    var tiff = new TiffCodedSizes(file, sizes);
    for (long at = TiffDirectory.first(file); at != 0; ) {
      TiffDirectory directory = tiff.directory(at);
      for (long within : directory.all(SUB_DIRECTORIES, MOST_SUB_DIRECTORIES)) {
        tiff.directory(within);
      }
      at = directory.next();
    }
  }

  private TiffDirectory directory(long at) {
    var directory = new TiffDirectory(file, at);
    count(1 + directory.size());
    Extent piece = piece(directory);
    sizes.piece(piece);
    long compression = directory.number(COMPRESSION, 1);
    if (compression == JPEG) {
      jpegs(directory, piece);
    } else if (!WITHOUT_A_SIZE.contains(compression)) {
      throw CodedSizes.unsound();
    }
    return directory;
  }

  private static Extent piece(TiffDirectory directory) {
    long tile = directory.number(ExifTags.TILE_WIDTH, 0);
    long rows = directory.number(ExifTags.ROWS_PER_STRIP, Long.MAX_VALUE);
    long height = directory.number(ExifTags.IMAGE_HEIGHT, 0);
    Extent piece =
        tile == 0
            ? Extent.of(directory.number(ExifTags.IMAGE_WIDTH, 0), Math.min(rows, height))
            : Extent.of(tile, directory.number(ExifTags.TILE_LENGTH, 0));
    return Optional.ofNullable(piece).orElseThrow(CodedSizes::unsound);
  }

  /** Each no larger than its tile or strip; the last strip may be lower. */
  private void jpegs(TiffDirectory directory, Extent piece) {
    int offsets = directory.number(ExifTags.TILE_WIDTH, 0) == 0 ? STRIP_OFFSETS : TILE_OFFSETS;
    for (long at : directory.all(offsets, MOST_PIECES)) {
      count(1);
      Extent coded = PictureHeader.read(file.slice(at, file.size())).orElseThrow().stored();
      sizes.piece(coded);
      if (coded == null || coded.width() > piece.width() || coded.height() > piece.height()) {
        throw CodedSizes.unsound();
      }
    }
  }

  private void count(int more) {
    steps += more;
    if (steps > MOST_STEPS) {
      throw CodedSizes.unsound();
    }
  }
}
