package dev.satchel.access;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a valid key.
 *
 * @param accountId the account that the key belongs to; nothing of another account is visible
 * @param keyId the key
 * @param scopes what the key may do
 */
public record Caller(UUID accountId, UUID keyId, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the key may do what needs {@code scope}. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
