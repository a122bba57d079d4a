package dev.satchel.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The links of file requests: names of them that are not to be guessed, since whoever has one may
 * answer the request, and where their pages are.
 */
@ApplicationScoped
class ShortLinks {

  /** Without letters that look like digits. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  /** Each character is five bits: 120 in all. */
  private static final int LENGTH = 24;

  private static final Pattern LINK = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  private static final String PATH = "/r/";

  private final SecureRandom random = new SecureRandom();
  private final Optional<String> base;

  ShortLinks(LinkConfig config) {
    this.base = config.enabled() ? config.baseUrl() : Optional.empty();
    if (config.enabled() && base.isEmpty()) {
      throw new IllegalArgumentException(
          "satchel.page.base-url is required where satchel.page.enabled is true");
    }
  }

  /** Whether that can be a link. Those of older versions, which were shorter, have no page. */
  static boolean isLink(String text) {
    return LINK.matcher(text).matches();
  }

  /** The URL of the page of a request; null where there are none. */
  @Nullable String url(String link) {
    return base.filter(it -> isLink(link)).map(it -> it + PATH + link).orElse(null);
  }

  String next() {
    return random
        .ints(LENGTH, 0, ALPHABET.length())
        .map(ALPHABET::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
