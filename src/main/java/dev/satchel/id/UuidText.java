package dev.satchel.id;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads UUIDs as strictly as RFC 9562 section 4 writes them, unlike {@link UUID#fromString}. */
public final class UuidText {

  private static final Pattern SYNTAX =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private UuidText() {}

  /** The UUID that {@code text} is, in either case; empty where it is none. */
  public static Optional<UUID> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
