package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole {@code multipart/form-data} body (RFC 7578): parts between delimiters, each with a
 * head and bytes. What stands before the first delimiter and after the last is skipped.
 */
final class MultipartReader implements ValueReader {
  /** RFC 2046 section 5.1.1. */
  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private enum State {
    IN_PREAMBLE,
    IN_HEAD,
    IN_PART,
    IN_EPILOGUE
  }

  private final BodyInput input;
  private final DelimiterScanner scanner;
  private final PartHeadReader head;
  private final UploadForm form;
  private State state = State.IN_PREAMBLE;
  private FormPart part = new FormPart.Skipped();

  private MultipartReader(
      BodyInput input, UploadLimits limits, String boundary, Set<RequestField> given) {
    this.input = input;
    this.scanner = new DelimiterScanner(input, boundary);
    this.head = new PartHeadReader(input);
    this.form = new UploadForm(input, limits, given);
  }

  /**
   * Begins a body.
   *
   * @param given fields that are known from elsewhere, and that the form may not have
   * @throws MalformedUploadException if that can be no boundary
   */
  static MultipartReader of(
      BodyInput input, UploadLimits limits, String boundary, Set<RequestField> given) {
    if (!BOUNDARY.matcher(boundary).matches()) {
      throw input.invalidMultipart("its media type has no usable boundary");
    }
    return new MultipartReader(input, limits, boundary, given);
  }

  @Override
  public UploadEvent next() {
    @Nullable UploadEvent event = form.told();
    while (event == null) {
      event = step();
    }
    return event;
  }

  /** Reads on; null if there is nothing to tell yet. */
  private @Nullable UploadEvent step() {
    return switch (state) {
      case IN_PREAMBLE, IN_PART -> scan();
      case IN_HEAD -> head.read() ? beginPart() : UploadEvent.NeedsInput.INSTANCE;
      case IN_EPILOGUE -> skip();
    };
  }

  private @Nullable UploadEvent scan() {
    return switch (scanner.next()) {
      case CONTENT -> part.take(scanner.content()).orElse(null);
      case DELIMITER -> endPart();
      case NEEDS_INPUT -> UploadEvent.NeedsInput.INSTANCE;
      case END -> throw input.invalidMultipart("it ends without its last delimiter");
    };
  }

  private @Nullable UploadEvent endPart() {
    Optional<UploadEvent> end = part.end();
    head.clear();
    state = State.IN_HEAD;
    return end.orElse(null);
  }

  private @Nullable UploadEvent beginPart() {
    if (head.isLast()) {
      state = State.IN_EPILOGUE;
    } else {
      state = State.IN_PART;
      part = form.begin(head.head());
    }
    return form.told();
  }

  private @Nullable UploadEvent skip() {
    ByteBuffer rest = input.chunk();
    rest.position(rest.limit());
    if (input.peek() != BodyInput.END) {
      return UploadEvent.NeedsInput.INSTANCE;
    }
    form.end();
    return form.told();
  }
}
