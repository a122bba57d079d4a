package dev.satchel.codec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands above a part of a form.
 *
 * @param name the field that the part fills in
 * @param filename the name of a file; null where the part has none
 * @param type the media type, {@code text/plain} where none is given (RFC 7578 section 4.4)
 */
record PartHead(String name, @Nullable String filename, String type) {
  static final String DEFAULT_TYPE = "text/plain";

  /** That of the part's text: the one of its type, where we know it, else UTF-8. */
  Charset charset() {
    int parametersAt = type.indexOf(';');
    if (parametersAt >= 0) {
      var parameters = new ParameterReader(type, parametersAt);
      while (parameters.next()) {
        if (parameters.name().equalsIgnoreCase("charset")) {
          return FormText.charset(parameters.value()).orElse(StandardCharsets.UTF_8);
        }
      }
    }
    return StandardCharsets.UTF_8;
  }
}
