package dev.satchel.key;

import dev.satchel.access.Scope;
import dev.satchel.http.JsonFields;
import dev.satchel.time.OffsetTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as a call asks for it.
 *
 * @param name a label
 * @param scopes one at least
 * @param expiresAt in whole microseconds; empty for a key that does not expire
 */
record NewApiKey(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_WORD = 64;
  private static final String NAME = "name";
  private static final String SCOPES = "scopes";
  private static final String EXPIRES_AT = "expiresAt";

  NewApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** What the members say; {@code expiresAt} has to lie behind {@code now}. */
  static NewApiKey read(JsonFields fields, Instant now) {
    String name = fields.required(NAME, fields.text(NAME, LONGEST_NAME));
    Optional<Set<Scope>> scopes =
        fields.parsedTexts(
            SCOPES,
            LONGEST_WORD,
            Scope::of,
            " must name one scope at least.",
            " must be one of " + Scope.names() + ".");
    Set<Scope> given = fields.required(SCOPES, scopes);
    Optional<Instant> expiresAt =
        fields.parsed(EXPIRES_AT, LONGEST_WORD, OffsetTime.FORM, OffsetTime::parse);
    if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
      throw JsonFields.invalid(EXPIRES_AT, " must lie in the future.");
    }
    return new NewApiKey(name, given, expiresAt);
  }
}
