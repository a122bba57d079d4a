package dev.satchel.download;

import dev.satchel.blob.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code Range} header (RFC 9110 section 14.2). One range of bytes is understood; any other
 * header is ignored, as the section allows.
 */
final class RangeHeader {

  private static final Pattern SINGLE =
      Pattern.compile("(?i:bytes)=[ \\t]*(\\d{0,40})-(\\d{0,40})[ \\t]*");

  /** Digits that surely fit into a long. */
  private static final int SAFE_DIGITS = 18;

  private RangeHeader() {}

  /** What {@code header} selects of {@code length} bytes. */
  static Selection select(@Nullable String header, long length) {
    Matcher range = SINGLE.matcher(header == null ? "" : header);
    if (!range.matches() || isEmpty(range) || isReversed(range) || isEndOfNothing(range, length)) {
      return new Selection.Whole();
    }
    return range(range.group(1), range.group(2), length)
        .<Selection>map(Selection.Part::new)
        .orElseGet(Selection.Unsatisfiable::new);
  }

  private static boolean isEmpty(Matcher range) {
    return range.group(1).isEmpty() && range.group(2).isEmpty();
  }

  /** A range whose last position is before its first is invalid, not unsatisfiable. */
  private static boolean isReversed(Matcher range) {
    return !range.group(1).isEmpty()
        && !range.group(2).isEmpty()
        && position(range.group(2)) < position(range.group(1));
  }

  /** Satisfiable by section 14.1.2, yet no Content-Range can tell of it. */
  private static boolean isEndOfNothing(Matcher range, long length) {
    return length == 0 && range.group(1).isEmpty() && position(range.group(2)) > 0;
  }

  private static Optional<ByteRange> range(String first, String last, long length) {
    return first.isEmpty()
        ? suffix(position(last), length)
        : from(position(first), last.isEmpty() ? Long.MAX_VALUE : position(last), length);
  }

  private static Optional<ByteRange> suffix(long count, long length) {
    return count == 0
        ? Optional.empty()
        : Optional.of(new ByteRange(Math.max(0, length - count), length - 1));
  }

  private static Optional<ByteRange> from(long first, long last, long length) {
    return first >= length
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(last, length - 1)));
  }

  private static long position(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > SAFE_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
