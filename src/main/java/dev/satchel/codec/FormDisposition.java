package dev.satchel.codec;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Content-Disposition} of a part of a form (RFC 7578 section 4.2).
 *
 * @param name the field that the part fills in
 * @param filename the name of a file; null where the part has none
 */
record FormDisposition(String name, @Nullable String filename) {
  private static final String FORM_DATA = "form-data";

  /**
   * Reads a header's value; empty where that names no field of a form.
   *
   * @param value a character for each of its octets
   */
  static Optional<FormDisposition> parse(String value) {
    if (!value.regionMatches(true, 0, FORM_DATA, 0, FORM_DATA.length())) {
      return Optional.empty();
    }
    var parameters = new ParameterReader(value, FORM_DATA.length());
    String name = null;
    String filename = null;
    String extended = null;
    while (parameters.next()) {
      switch (parameters.name().toLowerCase(Locale.ROOT)) {
        case "name" -> name = FormText.ofHeader(parameters.value());
        case "filename" -> filename = FormText.ofHeader(parameters.value());
        case "filename*" -> extended = parameters.value();
        default -> {}
      }
    }
    return name == null || !parameters.isWellFormed()
        ? Optional.empty()
        : Optional.of(new FormDisposition(name, FormFilename.of(filename, extended)));
  }
}
