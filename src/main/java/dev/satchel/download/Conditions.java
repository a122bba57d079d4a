package dev.satchel.download;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request, in the order of RFC 9110 section 13.2.2.
 *
 * @param ifMatch and all others: the header of that name, null where it is absent
 */
record Conditions(
    @Nullable String ifMatch,
    @Nullable String ifUnmodifiedSince,
    @Nullable String ifNoneMatch,
    @Nullable String ifModifiedSince,
    @Nullable String range,
    @Nullable String ifRange) {

  /** Characters of which the parser takes no more. */
  private static final int LONGEST_DATE = 64;

  /** What the request gets of a representation of {@code length} bytes. */
  Selection select(EntityTag tag, Instant lastModified, long length) {
    if (!precondition(tag, lastModified)) {
      return new Selection.PreconditionFailed();
    }
    if (isKnown(tag, lastModified)) {
      return new Selection.NotModified();
    }
    return isForRange(tag, lastModified)
        ? RangeHeader.select(range, length)
        : new Selection.Whole();
  }

  private boolean precondition(EntityTag tag, Instant lastModified) {
    return ifMatch == null
        ? date(ifUnmodifiedSince).map(since -> !lastModified.isAfter(since)).orElse(true)
        : tag.matchesStrongly(ifMatch);
  }

  private boolean isKnown(EntityTag tag, Instant lastModified) {
    return ifNoneMatch == null
        ? date(ifModifiedSince).map(since -> !lastModified.isAfter(since)).orElse(false)
        : tag.matchesWeakly(ifNoneMatch);
  }

  /** Section 13.1.5: another validator than ours makes the range go unheard. */
  private boolean isForRange(EntityTag tag, Instant lastModified) {
    if (ifRange == null) {
      return true;
    }
    return ifRange.endsWith("\"")
        ? tag.value().equals(ifRange)
        : date(ifRange).map(lastModified::equals).orElse(false);
  }

  /** Any of the three forms of section 5.6.7; what is none of them is ignored. */
  private static Optional<Instant> date(@Nullable String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.length() <= LONGEST_DATE)
        .map(DateFormatter::parseHttpDate)
        .map(Date::toInstant);
  }
}
