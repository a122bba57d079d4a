package dev.satchel.image.header;

import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import dev.satchel.image.MissingBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tags that {@link ExifTags} knows and nothing else: of the directories only the first
 * and its EXIF directory are entered, and no value longer than a date is read, so a hostile block
 * can neither recurse nor make the library allocate. Not thread-safe.
 */
final class TiffTagCollector extends DirectoryTiffHandler {

  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int ONE_SHORT = 2; // bytes: browsers take nothing else for an orientation
  private static final int LONGEST_TEXT = 64; // bytes; a date has 20
  private static final int MOST_POINTERS = 1_000_000;
  private static final Set<Integer> NUMBERS =
      Set.of(
          ExifTags.NEW_SUBFILE_TYPE,
          ExifTags.IMAGE_WIDTH,
          ExifTags.IMAGE_HEIGHT,
          ExifTags.ORIENTATION,
          ExifTags.SAMPLES_PER_PIXEL,
          ExifTags.ROWS_PER_STRIP,
          ExifTags.TILE_WIDTH,
          ExifTags.TILE_LENGTH);
  private static final Set<Integer> TEXTS =
      Set.of(
          ExifTags.DATE_TIME_ORIGINAL,
          ExifTags.DATE_TIME_DIGITIZED,
          ExifTags.SUB_SEC_TIME_ORIGINAL,
          ExifTags.SUB_SEC_TIME_DIGITIZED,
          ExifTags.OFFSET_TIME_ORIGINAL,
          ExifTags.OFFSET_TIME_DIGITIZED);

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();
  private boolean exifEntered;
  private int pointersSeen;

  TiffTagCollector() {
    super(new Metadata(), null);
  }

  Map<Integer, Long> numbers() {
    return numbers;
  }

  Map<Integer, String> texts() {
    return texts;
  }

  @Override
  public void setTiffMarker(int marker) {}

  /** The library asks once for each element of every array; a budget keeps that finite. */
  @Override
  public boolean tryEnterSubIfd(int tagId) {
    if (++pointersSeen > MOST_POINTERS) {
      throw new MissingBytes();
    }
    boolean enter = tagId == EXIF_DIRECTORY && !exifEntered;
    exifEntered |= enter;
    return enter;
  }

  @Override
  public boolean hasFollowerIfd() {
    return false;
  }

  @Override
  public @Nullable Long tryCustomProcessFormat(int tagId, int formatCode, long componentCount) {
    return null;
  }

  /** Says of every tag that it has been dealt with: the library is to keep none. */
  @Override
  public boolean customProcessTag(
      int at, Set<Integer> directories, int header, RandomAccessReader reader, int tag, int length)
      throws IOException {
    if (NUMBERS.contains(tag) && (tag != ExifTags.ORIENTATION || length == ONE_SHORT)) {
      number(reader, at, length).ifPresent(value -> numbers.putIfAbsent(tag, value));
    } else if (tag == ExifTags.BITS_PER_SAMPLE) {
      numbers.merge(tag, widestSample(reader, at, length), Math::max);
    } else if (TEXTS.contains(tag) && length <= LONGEST_TEXT) {
      texts.putIfAbsent(tag, new String(reader.getBytes(at, length), StandardCharsets.US_ASCII));
    }
    return true;
  }

  /** A lone BYTE, SHORT or LONG. */
  private static OptionalLong number(RandomAccessReader reader, int at, int length)
      throws IOException {
    return switch (length) {
      case 1 -> OptionalLong.of(reader.getUInt8(at));
      case 2 -> OptionalLong.of(reader.getUInt16(at));
      case 4 -> OptionalLong.of(reader.getUInt32(at));
      default -> OptionalLong.empty();
    };
  }

  /** The largest of the SHORTs, of which there is one for each band. */
  private static long widestSample(RandomAccessReader reader, int at, int length)
      throws IOException {
    long widest = length > LONGEST_TEXT ? Integer.MAX_VALUE : 0;
    for (int i = 0; i + 2 <= Math.min(length, LONGEST_TEXT); i += 2) {
      widest = Math.max(widest, reader.getUInt16(at + i));
    }
    return widest;
  }

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}
}
