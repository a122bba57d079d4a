package dev.satchel.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The keys in the database. */
@ApplicationScoped
class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

  private static final String VALID =
      "keyHash = :hash and revokedAt is null and (expiresAt is null or expiresAt > :now)";

  private final Clock clock;

  ApiKeys(Clock clock) {
    this.clock = clock;
  }

  /**
   * The key with this hash; empty where there is none that is neither revoked nor expired. Opens
   * its own session.
   */
  Uni<Optional<ApiKey>> valid(byte[] hash) {
    var parameters = Parameters.with("hash", hash).and("now", clock.instant());
    return Panache.withSession(() -> find(VALID, parameters).firstResult())
        .map(Optional::ofNullable);
  }
}
