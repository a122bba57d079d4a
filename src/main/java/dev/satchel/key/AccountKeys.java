package dev.satchel.key;

import dev.satchel.access.Accounts;
import dev.satchel.access.Actor;
import dev.satchel.access.ApiKey;
import dev.satchel.access.ApiKeys;
import dev.satchel.access.Caller;
import dev.satchel.access.KeyHash;
import dev.satchel.access.KnownKeys;
import dev.satchel.access.Scope;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

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
   * A new key of the caller's account, which ends with the caller's own. Fails where the caller
   * would give away a scope or a time that it has not got, or the account has as many keys as it
   * may have.
   */
  Uni<IssuedKeyView> issue(Caller caller, NewApiKey wanted) {
    requireScopes(caller, wanted);
    return issue(
        caller.actor(),
        Optional.of(caller.keyId()),
        wanted,
        () -> keys.find(caller.accountId(), caller.keyId()).map(maker -> end(maker, wanted)));
  }

  /**
   * A new key of an account that stands for itself: it ends when it says, and is revoked with no
   * other. Fails where the account has as many keys as it may have.
   *
   * @param occasion on which the service itself makes it
   */
  Uni<IssuedKeyView> issue(UUID account, NewApiKey wanted, String occasion) {
    return issue(
        Actor.service(account, occasion),
        Optional.empty(),
        wanted,
        () -> Uni.createFrom().item(wanted.expiresAt()));
  }

  /**
   * @param maker the key that makes it, if one does
   * @param end when it ends, by the session of the transaction
   */
  private Uni<IssuedKeyView> issue(
      Actor actor, Optional<UUID> maker, NewApiKey wanted, Supplier<Uni<Optional<Instant>>> end) {
    String secret = PREFIX + text(secret());
    ApiKey key = key(actor.accountId(), wanted, secret);
    key.issuedBy = maker.orElse(null);
    return insert(actor, key, end)
        .invoke(this::requireInserted)
        .replaceWith(() -> new IssuedKeyView(ApiKeyView.of(key), secret));
  }

  /** All of the account that are not revoked, newest first. */
  Uni<List<ApiKey>> list(Caller caller) {
    return keys.list(caller.accountId());
  }

  /**
   * Revokes the key, with those that it has made, they have made, and so on: from now on in this
   * replica, within {@code satchel.api.key-cache-time} in all others. False if the account has no
   * such key. Fails where the key has a scope that the caller has not got.
   */
  Uni<Boolean> revoke(Caller caller, UUID key) {
    return accounts
        .alone(
            caller.accountId(),
            transaction ->
                keys.find(caller.accountId(), key)
                    .invoke(found -> found.ifPresent(it -> requireNoWider(caller, it)))
                    .chain(() -> revoke(transaction, caller, key)))
        .invoke(known::forget)
        .map(revoked -> !revoked.isEmpty());
  }

  private Uni<List<UUID>> revoke(Transaction transaction, Caller caller, UUID key) {
    return keys.revoke(transaction, caller.accountId(), key)
        .call(
            revoked ->
                trail.append(transaction, caller.actor(), AuditedAction.KEY_REVOKE, revoked));
  }

  /** Tells whether it did, or found that the account has enough. */
  private Uni<Boolean> insert(Actor actor, ApiKey key, Supplier<Uni<Optional<Instant>>> end) {
    return accounts.addUpTo(
        mostOfAnAccount,
        key.accountId,
        () -> keys.count(key.accountId),
        transaction ->
            end.get()
                .invoke(time -> key.expiresAt = time.orElse(null))
                .chain(() -> keys.persist(key))
                .chain(() -> trail.append(transaction, actor, AuditedAction.KEY_CREATE, key.id)));
  }

  /**
   * When a key of this maker ends. What was revoked a moment ago may still call for a while, and
   * must leave nothing behind that outlives it.
   */
  private static Optional<Instant> end(Optional<ApiKey> maker, NewApiKey wanted) {
    if (maker.isEmpty()) {
      throw new ProblemException(
          ProblemCode.SCOPE_MISSING, null, "The key has been revoked, so it makes no other.");
    }
    return Optional.ofNullable(wanted.endNoLaterThan(maker.get().expiresAt));
  }

  private ApiKey key(UUID account, NewApiKey wanted, String secret) {
    var key = new ApiKey();
    key.id = ids.next();
    key.accountId = account;
    key.name = wanted.name();
    key.keyHash = KeyHash.of(secret);
    key.scopes = Scope.format(wanted.scopes());
    key.createdAt = clock.instant();
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

  private static void requireNoWider(Caller caller, ApiKey key) {
    key.beyond(caller)
        .ifPresent(
            scope -> {
              throw new ProblemException(
                  ProblemCode.SCOPE_MISSING,
                  null,
                  "The key lacks the scope "
                      + scope.wireName()
                      + ", so it cannot revoke one that has it.");
            });
  }

  private void requireInserted(boolean inserted) {
    if (!inserted) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_KEYS, null, "The account has " + mostOfAnAccount + " keys already.");
    }
  }
}
