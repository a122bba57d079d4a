package dev.satchel.page;

import dev.satchel.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is sent.
 *
 * @param style that the page itself holds; null for none
 */
record Page(String html, PageLanguage language, @Nullable String style) {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
          + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'; style-src 'self'";

  /** The {@code Content-Security-Policy} (W3C, level 3): of what is in the page, only its style. */
  String policy() {
    return style == null ? POLICY : POLICY + " 'sha256-" + hash(style) + "'";
  }

  private static String hash(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
