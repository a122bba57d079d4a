package dev.satchel.codec;

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
}
