package dev.satchel.access;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a valid key.
 *
 * @param actor the caller as records tell of it
 * @param scopes what the key may do
 */
public record Caller(Actor actor, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** The account that the key belongs to; nothing of another account is visible. */
  public UUID accountId() {
    return actor.accountId();
  }

  /** The key. */
  public UUID keyId() {
    return actor.keyId();
  }

  /** Whether the key may do what needs {@code scope}. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
