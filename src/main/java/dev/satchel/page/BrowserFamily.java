package dev.satchel.page;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which browser it is, as far as a record needs to tell: neither version nor device. Browsers name
 * those that they are like, so the order matters.
 */
enum BrowserFamily {
  EDGE("Edge", "Edg(A|iOS)?/"),
  SAMSUNG("Samsung Internet", "SamsungBrowser/"),
  OPERA("Opera", "OP[RT]/"),
  FIREFOX("Firefox", "(Firefox|FxiOS)/"),
  CHROME("Chrome", "(Chrome|CriOS)/"),
  SAFARI("Safari", "Safari/"),
  OTHER("other", "");

  private final String family;
  private final Pattern token;

  BrowserFamily(String family, String token) {
    this.family = family;
    this.token = Pattern.compile(token);
  }

  /** The family that a {@code User-Agent} names. */
  static BrowserFamily of(@Nullable String userAgent) {
    String agent = Optional.ofNullable(userAgent).orElse("");
    return Arrays.stream(values()).filter(it -> it.isNamedIn(agent)).findFirst().orElse(OTHER);
  }

  /** Its name, for people. */
  String family() {
    return family;
  }

  private boolean isNamedIn(String agent) {
    return token.matcher(agent).find();
  }
}
