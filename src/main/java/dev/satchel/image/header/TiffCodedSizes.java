package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tiles and strips of a TIFF or BigTIFF, of all its directories, as decoders use smaller copies
 * of a picture where they find them. A tile may be larger than its picture. A JPEG in a tile has a
 * size of its own; compressions whose streams have one too and that no camera or scanner uses are
 * taken to be of unknown size.
 */
final class TiffCodedSizes {

  private static final int JPEG_STREAM = 0x0201;
  private static final int JPEG_STREAM_LENGTH = 0x0202;
  private static final int SUB_DIRECTORIES = 0x014A;

  /** None, CCITT, LZW, Deflate, PackBits, SGI Log, LZMA and Zstandard: bytes of a known size. */
  private static final Set<Long> WITHOUT_A_SIZE =
      Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32773L, 32946L, 34676L, 34677L, 34925L, 50000L);

  private static final long JPEG = 7;
  private static final int LONGEST_HEADER = 1024; // of a JPEG of baseline, with tables
  private static final String START_OF_IMAGE = "\u00FF\u00D8";

  private static final int MOST_SUB_DIRECTORIES = 100;

  /** Entries of all directories, and JPEGs, together. */
  private static final int MOST_STEPS = 200_000;

  private final TiffBytes file;
  private final CodedSizes sizes;
  private int steps;

  private TiffCodedSizes(TiffBytes file, CodedSizes sizes) {
    this.file = file;
    this.sizes = sizes;
  }

  static void read(ImageBytes file, CodedSizes sizes) {
    var tiff = new TiffCodedSizes(TiffBytes.of(file), sizes);
    for (long at = tiff.file.firstDirectory(); at != 0; ) {
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
    Extent piece = directory.piece();
    if (!directory.sound() || piece == null) {
      throw CodedSizes.unsound();
    }
    sizes.piece(piece);
    long compression = directory.number(TiffDirectory.COMPRESSION, 1);
    if (compression == JPEG) {
      jpegs(directory, piece);
    } else if (TiffCoding.of(directory).oldJpeg()) {
      oldJpegs(directory);
    } else if (!WITHOUT_A_SIZE.contains(compression)) {
      throw CodedSizes.unsound();
    }
    return directory;
  }

  /** Each no larger than its tile or strip; the last strip may be lower. */
  private void jpegs(TiffDirectory directory, Extent piece) {
    for (long at : directory.pieces()) {
      if (!isCutOff(at)) {
        stream(jpeg(at), piece);
      }
    }
  }

  /** Whether the file ends before a stream has told its size: then nobody decodes that. */
  private boolean isCutOff(long at) {
    long left = file.bytes().size() - at;
    return left < LONGEST_HEADER
        && (left <= 0
            || PictureHeader.read(file.bytes().slice(at, left))
                .map(PictureHeader::stored)
                .isEmpty());
  }

  /**
   * TIFF 6.0, section 22, and what was made of it: one stream of the whole picture or its tables,
   * or a stream, with or without a header, in each strip. Without one, the frame is the strip.
   */
  private void oldJpegs(TiffDirectory directory) {
    for (long at : directory.all(JPEG_STREAM, 1)) {
      if (directory.number(JPEG_STREAM_LENGTH, 0) > file.bytes().size() - at) {
        throw CodedSizes.unsound();
      }
      oldJpeg(at, directory);
    }
    for (long at : directory.pieces()) {
      if (file.bytes().matches(at, START_OF_IMAGE)) {
        oldJpeg(at, directory);
      }
    }
  }

  /** Decoders keep nothing of it beside its rows. */
  private void oldJpeg(long at, TiffDirectory directory) {
    PictureHeader jpeg = jpeg(at);
    JpegFrame frame = jpeg.decoding().jpegFrame();
    if (frame == null || frame.workingBytesPerPixel() > 0) {
      throw CodedSizes.unsound();
    }
    stream(jpeg, directory.picture());
  }

  private PictureHeader jpeg(long at) {
    count(1);
    return PictureHeader.read(file.bytes().slice(at, file.bytes().size())).orElseThrow();
  }

  private void stream(PictureHeader jpeg, @Nullable Extent most) {
    Extent coded = jpeg.stored();
    sizes.piece(coded);
    if (coded == null
        || most == null
        || coded.width() > most.width()
        || coded.height() > most.height()) {
      throw CodedSizes.unsound();
    }
  }

  private void count(int more) {
    steps += more;
    if (steps > MOST_STEPS) {
      throw CodedSizes.unsound();
    }
  }
}
