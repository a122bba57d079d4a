package dev.satchel.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a file in the forms in which clients write it. */
final class FormFilename {

  /** Charset, language, and octets of which some are encoded (RFC 8187 section 3.2.1). */
  private static final Pattern EXTENDED = Pattern.compile("([^']*)'[^']*'(\\p{ASCII}*)");

  /** RFC 2047 section 2, with base64. */
  private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?]+)\\?[Bb]\\?([^?]*)\\?=");

  private FormFilename() {}

  /**
   * The name of a file: what {@code filename*} says, where that can be read (RFC 6266 section 4.3),
   * else what {@code filename} says.
   *
   * @param plain the value of {@code filename}, null where there is none
   * @param extended the value of {@code filename*}, null where there is none
   */
  static @Nullable String of(@Nullable String plain, @Nullable String extended) {
    return Optional.ofNullable(extended)
        .flatMap(FormFilename::extended)
        .orElseGet(() -> plain == null ? null : plain(plain));
  }

  private static Optional<String> extended(String value) {
    Matcher parts = EXTENDED.matcher(value);
    return parts.matches()
        ? FormText.charset(parts.group(1))
            .flatMap(
                charset ->
                    octets(parts.group(2)).flatMap(octets -> FormText.decoded(charset, octets)))
        : Optional.empty();
  }

  /** The octets that the text encodes with percent signs; empty if one of the codes is none. */
  private static Optional<ByteBuffer> octets(String text) {
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        octets.write(text.charAt(i));
      } else if (isCode(text, i)) {
        octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(ByteBuffer.wrap(octets.toByteArray()));
  }

  private static boolean isCode(String text, int percent) {
    return percent + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }

  /** .NET writes an encoded word, where RFC 7578 section 4.2 has none: it is read all the same. */
  private static String plain(String value) {
    Matcher word = ENCODED_WORD.matcher(value);
    return word.matches() ? word(word.group(1), word.group(2)).orElse(value) : value;
  }

  private static Optional<String> word(String charset, String base64) {
    try {
      ByteBuffer octets = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return FormText.charset(charset).flatMap(known -> FormText.decoded(known, octets));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
