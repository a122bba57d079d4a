package dev.satchel.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what follows a delimiter: the rest of its line, and the header of the next part. */
final class PartHeadReader {
  private static final int LONGEST = 8 * 1024;

  /** Those that leave the bytes as they are (RFC 2045 section 6.2). */
  private static final Set<String> IDENTITY_ENCODINGS = Set.of("binary", "8bit", "7bit");

  private static final Pattern FOLD = Pattern.compile("\r\n[ \t]+");

  private final BodyInput input;
  private final byte[] octets = new byte[LONGEST];
  private int length;
  private boolean last;
  private @Nullable PartHead head;

  PartHeadReader(BodyInput input) {
    this.input = input;
  }

  /** Begins to read another head. */
  void clear() {
    length = 0;
    last = false;
    head = null;
  }

  /**
   * Reads on; returns whether the head is complete, false while input is needed.
   *
   * @throws MalformedUploadException if it is none
   */
  boolean read() {
    while (!isComplete()) {
      int b = input.peek();
      if (b < 0) {
        requireMore(b);
        return false;
      }
      input.advance();
      take(b);
    }
    return true;
  }

  /** Whether the delimiter was the last one, and no part follows. */
  boolean isLast() {
    return last;
  }

  PartHead head() {
    return Objects.requireNonNull(head, "The head is complete");
  }

  private boolean isComplete() {
    return last || head != null;
  }

  private void requireMore(int b) {
    if (b == BodyInput.END) {
      throw input.invalidMultipart("it ends too early");
    }
  }

  private void take(int b) {
    if (length == LONGEST) {
      throw input.invalidMultipart("the header of a part is too long");
    }
    octets[length++] = (byte) b;
    if (length == 2) {
      last = octets[0] == '-' && octets[1] == '-';
    } else if (endsWithBlankLine()) {
      head = parse(new String(octets, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  private boolean endsWithBlankLine() {
    return length >= 4
        && octets[length - 1] == '\n'
        && octets[length - 2] == '\r'
        && octets[length - 3] == '\n'
        && octets[length - 4] == '\r';
  }

  /**
   * @param text a character for each octet
   */
  private PartHead parse(String text) {
    int lineEnd = text.indexOf('\r');
    if (!text.substring(0, lineEnd).isBlank()) {
      throw input.invalidMultipart("a delimiter is followed by other text");
    }
    return parseFields(unfolded(text.substring(lineEnd)));
  }

  private PartHead parseFields(String fields) {
    requireIdentity(field(fields, "content-transfer-encoding").orElse("binary"));
    var disposition =
        field(fields, "content-disposition")
            .flatMap(FormDisposition::parse)
            .orElseThrow(() -> input.invalidMultipart("a part has no name"));
    return new PartHead(
        disposition.name(),
        disposition.filename(),
        field(fields, "content-type").map(FormText::ofHeader).orElse(PartHead.DEFAULT_TYPE));
  }

  /** A field goes on in lines that begin with a space (RFC 5322 section 2.2.3). */
  private static String unfolded(String fields) {
    return FOLD.matcher(fields).replaceAll(" ");
  }

  /** RFC 7578 section 4.7: no more in use, and we know of none that matters. */
  private void requireIdentity(String encoding) {
    if (!IDENTITY_ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw input.invalidMultipart("a part has an encoding of its own");
    }
  }

  private static Optional<String> field(String fields, String name) {
    return fields
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
