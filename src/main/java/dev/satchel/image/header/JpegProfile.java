package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The profile of a JPEG, spread over APP2 segments (ICC.1, annex B.4).
 *
 * @param segments bodies of those segments in the order of the file, from {@link #MARK} on
 */
record JpegProfile(List<ImageBytes> segments) implements EmbeddedProfile {

  static final String MARK = "ICC_PROFILE\0";

  private static final int SEQUENCE = MARK.length();
  private static final int DATA = SEQUENCE + 2;
  private static final int SEGMENT_HEADER = 4;

  @Override
  public byte[] bytes() throws DataFormatException {
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    for (int i = 0; i < segments.size(); i++) {
      ImageBytes segment = segments.get(i);
      if (segment.u8(SEQUENCE) != i + 1 || profile.size() > MAX_BYTES) {
        throw new DataFormatException();
      }
      profile.writeBytes(segment.copy(DATA, (int) segment.size() - DATA));
    }
    return profile.toByteArray();
  }

  @Override
  public byte[] removedFrom(byte[] source) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(source.length);
    int from = 0;
    for (ImageBytes segment : segments) {
      int start = (int) segment.start() - SEGMENT_HEADER;
      kept.write(source, from, start - from);
      from = (int) (segment.start() + segment.size());
    }
    kept.write(source, from, source.length - from);
    return kept.toByteArray();
  }
}
