package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a form, which is UTF-8. */
final class FormText {
  private FormText() {}

  /**
   * The text that the octets stand for.
   *
   * @throws MalformedUploadException if they are not UTF-8
   */
  static String decode(BodyInput input, ByteBuffer octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException _) {
      throw input.invalidEncoding();
    }
  }
}
