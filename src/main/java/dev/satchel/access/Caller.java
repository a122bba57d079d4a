package dev.satchel.access;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a valid key, or the link of a file request.
 *
 * @param actor the caller as records tell of it
 * @param scopes what the caller may do
 * @param ownOnly whether uploads of others in the account are absent
 */
public record Caller(Actor actor, Set<Scope> scopes, boolean ownOnly) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Somebody who has shown a key. */
  static Caller byKey(Actor actor, Set<Scope> scopes) {
    return new Caller(actor, scopes, false);
  }

  /** Somebody who has come by a link, and may send files. */
  static Caller byLink(Actor actor) {
    return new Caller(actor, Set.of(Scope.FILES_WRITE), true);
  }

  /** The account that the key belongs to; nothing of another account is visible. */
  public UUID accountId() {
    return actor.accountId();
  }

  /** The key, or the file request whose link it was. */
  public UUID keyId() {
    return actor.keyId();
  }

  /** Whether the key may do what needs {@code scope}. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
