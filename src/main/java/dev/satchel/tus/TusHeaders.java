package dev.satchel.tus;

import dev.satchel.intake.BodyChecksum;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request of tus 1.0, as far as they are read here. Each method fails with {@code
 * invalid_header}, and the header's name as path, where the header is not as the protocol says.
 */
final class TusHeaders {

  static final String VERSION = "1.0.0";
  static final String TUS_RESUMABLE = "Tus-Resumable";
  static final String UPLOAD_OFFSET = "Upload-Offset";
  static final String UPLOAD_LENGTH = "Upload-Length";
  static final String UPLOAD_DEFER_LENGTH = "Upload-Defer-Length";
  static final String UPLOAD_METADATA = "Upload-Metadata";
  static final String UPLOAD_CHECKSUM = "Upload-Checksum";
  static final String UPLOAD_EXPIRES = "Upload-Expires";

  /** Of the bytes of an upload. */
  static final String MEDIA_TYPE = "application/offset+octet-stream";

  /** A size in bytes, below 10^18. */
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  private final UnaryOperator<@Nullable String> values;

  /**
   * @param values the value of a header by its name; null where there is none
   */
  TusHeaders(UnaryOperator<@Nullable String> values) {
    this.values = values;
  }

  /**
   * Looks which version of the protocol the client speaks.
   *
   * @throws ProblemException with {@code unsupported_tus_version}
   */
  void requireVersion() {
    if (!value(TUS_RESUMABLE).equals(Optional.of(VERSION))) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_TUS_VERSION,
          TUS_RESUMABLE,
          "Tus-Resumable must be " + VERSION + ".");
    }
  }

  /** The size of the whole file; empty where the client says that it will tell later. */
  OptionalLong lengthOrDeferred() {
    OptionalLong length = length();
    Optional<String> deferred = value(UPLOAD_DEFER_LENGTH);
    if (deferred.isPresent() && !deferred.get().equals("1")) {
      throw invalid(UPLOAD_DEFER_LENGTH, " must be 1.");
    }
    if (length.isPresent() == deferred.isPresent()) {
      throw invalid(
          UPLOAD_LENGTH, " is required, or Upload-Defer-Length in its place, and not both.");
    }
    return length;
  }

  /** The size of the whole file, where it is told. */
  OptionalLong length() {
    return size(UPLOAD_LENGTH);
  }

  /** Where the client goes on. */
  long offset() {
    return size(UPLOAD_OFFSET).orElseThrow(() -> invalid(UPLOAD_OFFSET, " is required."));
  }

  /**
   * What is said of the file; empty where nothing is.
   *
   * @param known pairs that are added to what the client says
   */
  String metadata(String known) {
    return Stream.of(value(UPLOAD_METADATA).orElse(""), known)
        .filter(pairs -> !pairs.isEmpty())
        .collect(Collectors.joining(","));
  }

  /** The checksum that the body has to have. */
  Optional<BodyChecksum> checksum() {
    return value(UPLOAD_CHECKSUM)
        .map(
            announced ->
                BodyChecksum.of(announced)
                    .orElseThrow(
                        () ->
                            invalid(
                                UPLOAD_CHECKSUM,
                                " must be one of "
                                    + BodyChecksum.ALGORITHMS
                                    + ", a space, and the checksum in base64.")));
  }

  private OptionalLong size(String header) {
    Optional<String> text = value(header);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!SIZE.matcher(text.get()).matches()) {
      throw invalid(header, " must be a number of bytes.");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private Optional<String> value(String header) {
    return Optional.ofNullable(values.apply(header)).map(String::strip);
  }

  private static ProblemException invalid(String header, String sentenceEnd) {
    return new ProblemException(ProblemCode.INVALID_HEADER, header, header + sentenceEnd);
  }
}
