package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The texts of a form, which are UTF-8 unless they say otherwise. */
final class FormText {

  /** What clients use; ASCII reads the same in both. */
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);

  private FormText() {}

  /** The charset of this name, or of this alias; empty if it is none of those that are known. */
  static Optional<Charset> charset(String name) {
    return CHARSETS.stream().filter(it -> isNamed(it, name)).findFirst();
  }

  /**
   * The text that the octets stand for.
   *
   * @throws MalformedUploadException if they are not in the charset
   */
  static String decode(BodyInput input, Charset charset, ByteBuffer octets) {
    return decoded(charset, octets).orElseThrow(input::invalidEncoding);
  }

  /** The text that the octets stand for; empty if they are not in the charset. */
  static Optional<String> decoded(Charset charset, ByteBuffer octets) {
    try {
      return Optional.of(charset.newDecoder().decode(octets).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /**
   * What a header's text says: it has no charset of its own, and is UTF-8 (RFC 7578 section 5.1) or
   * else, as older clients write it, ISO-8859-1.
   *
   * @param octets a character for each of its octets
   */
  static String ofHeader(String octets) {
    return decoded(
            StandardCharsets.UTF_8, ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
        .orElse(octets);
  }

  private static boolean isNamed(Charset charset, String name) {
    return charset.name().equalsIgnoreCase(name)
        || charset.aliases().stream().anyMatch(name::equalsIgnoreCase);
  }
}
