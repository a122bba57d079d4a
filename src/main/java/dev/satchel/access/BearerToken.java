package dev.satchel.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a key out of an {@code Authorization} header (RFC 6750 section 2.1). */
final class BearerToken {

  /** The scheme in any case (RFC 9110 section 11.1), one token of up to 255 characters, padding. */
  private static final Pattern BEARER =
      Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,255}=*) *");

  private BearerToken() {}

  static Optional<String> of(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    Matcher matcher = BEARER.matcher(authorization);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
