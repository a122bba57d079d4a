package dev.satchel.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** The languages that the page is in. */
enum PageLanguage {
  ENGLISH("en", "ltr"),
  GERMAN("de", "ltr"),
  FRENCH("fr", "ltr"),
  SPANISH("es", "ltr"),
  ARABIC("ar", "rtl");

  private final Locale locale;
  private final String direction;

  PageLanguage(String tag, String direction) {
    this.locale = Locale.forLanguageTag(tag);
    this.direction = direction;
  }

  /** The best of them for an {@code Accept-Language} (RFC 4647 section 3.4); else English. */
  static PageLanguage of(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return ENGLISH;
    }
    try {
      Locale best = Locale.lookup(LanguageRange.parse(acceptLanguage), locales());
      return Arrays.stream(values())
          .filter(it -> it.locale.equals(best))
          .findFirst()
          .orElse(ENGLISH);
    } catch (IllegalArgumentException none) {
      return ENGLISH;
    }
  }

  private static List<Locale> locales() {
    return Arrays.stream(values()).map(PageLanguage::locale).toList();
  }

  Locale locale() {
    return locale;
  }

  /** For {@code lang}. */
  String tag() {
    return locale.toLanguageTag();
  }

  /** For {@code dir}. */
  String direction() {
    return direction;
  }
}
