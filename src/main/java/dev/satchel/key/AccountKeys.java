package dev.satchel.key;

import dev.satchel.access.Accounts;
import dev.satchel.access.ApiKey;
import dev.satchel.access.ApiKeys;
import dev.satchel.access.Caller;
import dev.satchel.access.KeyHash;
import dev.satchel.access.KnownKeys;
import dev.satchel.access.Scope;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Makes, lists and revokes the keys of an account. Only their hash is kept. */
@ApplicationScoped
class AccountKeys {

  /** By what a key is known where it should not be, in a repository for example. */
  private static final String PREFIX = "satchel_";

  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final ApiKeys keys;
  private final KnownKeys known;
  private final Accounts accounts;
  private final AuditTrail trail;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final int mostOfAnAccount;

  AccountKeys(
      ApiKeys keys,
      KnownKeys known,
      Accounts accounts,
      AuditTrail trail,
      TimeOrderedIds ids,
      Clock clock,
      KeyConfig config) {
    this.keys = keys;
    this.known = known;
    this.accounts = accounts;
    this.trail = trail;
    this.ids = ids;
    this.clock = clock;
    this.mostOfAnAccount = config.maxKeysPerAccount();
  }

  /**
   * A new key of the caller's account. Fails where the caller would give away a scope that it has
   * not got, or the account has as many keys as it may have.
   */
  Uni<IssuedKeyView> issue(Caller caller, NewApiKey wanted) {
    requireScopes(caller, wanted);
    String secret = PREFIX + text(secret());
    ApiKey key = key(caller, wanted, secret);
    return insert(caller, key)
        .invoke(this::requireInserted)
        .replaceWith(() -> new IssuedKeyView(ApiKeyView.of(key), secret));
  }

  /** All of the account that are not revoked, newest first. */
  Uni<List<ApiKey>> list(Caller caller) {
    return keys.list(caller.accountId());
  }

  /**
   * Revokes the key: from now on in this replica, within {@code satchel.api.key-cache-time} in all
   * others. False if the account has no such key.
   */
  Uni<Boolean> revoke(Caller caller, UUID key) {
    return trail
        .change(
            caller.actor(),
            AuditedAction.KEY_REVOKE,
            key,
            () -> keys.revoke(caller.accountId(), key))
        .invoke(
            revoked -> {
              if (revoked) {
                known.forget(key);
              }
            });
  }

  /** Tells whether it did, or found that the account has enough. */
  private Uni<Boolean> insert(Caller caller, ApiKey key) {
    return accounts.addUpTo(
        mostOfAnAccount,
        key.accountId,
        () -> keys.count(key.accountId),
        transaction ->
            keys.persist(key)
                .chain(
                    () ->
                        trail.append(
                            transaction, caller.actor(), AuditedAction.KEY_CREATE, key.id)));
  }

  private ApiKey key(Caller caller, NewApiKey wanted, String secret) {
    var key = new ApiKey();
    key.id = ids.next();
    key.accountId = caller.accountId();
    key.name = wanted.name();
    key.keyHash = KeyHash.of(secret);
    key.scopes = Scope.format(wanted.scopes());
    key.createdAt = clock.instant();
    key.expiresAt = wanted.expiresAt().orElse(null);
    return key;
  }

  private byte[] secret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static void requireScopes(Caller caller, NewApiKey wanted) {
    for (Scope scope : wanted.scopes()) {
      if (!caller.may(scope)) {
        throw new ProblemException(
            ProblemCode.SCOPE_MISSING,
            "scopes",
            "The key lacks the scope " + scope.wireName() + ", so it cannot give it.");
      }
    }
  }

  private void requireInserted(boolean inserted) {
    if (!inserted) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_KEYS, null, "The account has " + mostOfAnAccount + " keys already.");
    }
  }
}
