package dev.satchel.http;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a text in a body has to look like, to be read as something else.
 *
 * @param longest characters of a text, whether it can be read or not
 * @param fault what is wrong with a text that cannot be read, as the end of a sentence
 * @param parser empty for such a text
 */
public record TextForm<T>(int longest, String fault, Function<String, Optional<T>> parser) {

  /** What the text at {@code path} is read as. */
  T read(String path, String text) {
    return parser.apply(text).orElseThrow(() -> JsonFields.invalid(path, fault));
  }
}
