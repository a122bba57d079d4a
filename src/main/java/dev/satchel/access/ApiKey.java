package dev.satchel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key of an account. What the caller sends is never stored, only its hash. */
@Entity
@Table(name = "api_key")
public class ApiKey {

  @Id public UUID id;

  @Column(name = "account_id")
  public UUID accountId;

  public String name;

  @Column(name = "key_hash")
  public byte[] keyHash;

  /** Separated by spaces, see {@link Scope#format}. */
  public String scopes;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "expires_at")
  public @Nullable Instant expiresAt;

  @Column(name = "revoked_at")
  public @Nullable Instant revokedAt;

  /** The key that made it; null for the bootstrap key, and where that was not kept. */
  @Column(name = "issued_by")
  public @Nullable UUID issuedBy;

  /** A scope that the key has and {@code caller} has not. */
  public Optional<Scope> beyond(Caller caller) {
    return Scope.parse(scopes).stream().filter(scope -> !caller.may(scope)).findFirst();
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  boolean isRevoked() {
    return revokedAt != null;
  }

  /** Its holder, who calls from there with this request. */
  Caller caller(@Nullable String clientAddress, String requestId, String serviceRequestId) {
    var actor = new Actor(accountId, id, clientAddress, requestId, serviceRequestId, null);
    return Caller.byKey(actor, Scope.parse(scopes));
  }
}
