package dev.satchel.key;

import dev.satchel.access.Scope;
import dev.satchel.http.JsonFields;
import dev.satchel.http.TextForm;
import dev.satchel.time.OffsetTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as a call asks for it.
 *
 * @param name a label
 * @param scopes one at least
 * @param expiresAt in whole microseconds; empty for a key that ends with the one that makes it
 */
record NewApiKey(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {

  /** Characters. */
  static final int LONGEST_NAME = 255;

  private static final String NAME = "name";
  private static final String SCOPES = "scopes";
  private static final String EXPIRES_AT = "expiresAt";

  private static final TextForm<Scope> SCOPE =
      new TextForm<>(64, " must be one of " + Scope.names() + ".", Scope::of);
  private static final TextForm<Instant> TIME =
      new TextForm<>(64, " must be " + OffsetTime.FORM + ".", OffsetTime::parse);

  NewApiKey {
    scopes = Set.copyOf(scopes);
  }

  /**
   * When the key ends, null for never, where the one that makes it ends at {@code last}.
   *
   * @throws dev.satchel.problem.ProblemException where a later time is asked for
   */
  @Nullable Instant endNoLaterThan(@Nullable Instant last) {
    if (last != null && expiresAt.filter(last::isBefore).isPresent()) {
      throw JsonFields.invalid(EXPIRES_AT, " must not lie behind the end of the caller's own key.");
    }
    return expiresAt.orElse(last);
  }

  /** What the members say; {@code expiresAt} has to lie behind {@code now}. */
  static NewApiKey read(JsonFields fields, Instant now) {
    String name = fields.required(NAME, fields.text(NAME, LONGEST_NAME));
    Set<Scope> scopes =
        fields.required(
            SCOPES, fields.parsedTexts(SCOPES, SCOPE, " must name one scope at least."));
    Optional<Instant> expiresAt = fields.parsed(EXPIRES_AT, TIME);
    if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
      throw JsonFields.invalid(EXPIRES_AT, " must lie in the future.");
    }
    return new NewApiKey(name, scopes, expiresAt);
  }
}
