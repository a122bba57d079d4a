package dev.satchel.intake;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * The record of uploads that own objects and are not committed.
 *
 * <p>A crash after {@link #register} leaves a row that names what is to be removed; a crash around
 * the commit leaves either the row or the files, never both and never neither.
 */
@ApplicationScoped
class PendingUploads implements PanacheRepositoryBase<PendingUpload, UUID> {

  private final Clock clock;

  PendingUploads(Clock clock) {
    this.clock = clock;
  }

  /**
   * Commits that {@code upload} owns its objects; to be done before the first byte of them leaves.
   */
  Uni<Void> register(UUID upload) {
    return Panache.withTransaction(
        () -> {
          var pending = new PendingUpload();
          pending.id = upload;
          pending.createdAt = clock.instant();
          return persist(pending).replaceWithVoid();
        });
  }

  /**
   * Ends the ownership in the transaction that passes it to files. Fails if it had ended before.
   */
  Uni<Void> settle(UUID upload) {
    return delete("id = ?1 and abandonedAt is null", upload)
        .invoke(PendingUploads::requireOwned)
        .replaceWithVoid();
  }

  /**
   * Makes sure that the upload will never be committed. False if it has been committed, in which
   * case its objects belong to files.
   */
  Uni<Boolean> abandon(UUID upload) {
    return Panache.withTransaction(
            () -> update("abandonedAt = ?1 where id = ?2", clock.instant(), upload))
        .map(abandoned -> abandoned == 1);
  }

  /** Forgets an upload none of whose objects is left. */
  Uni<Void> forget(UUID upload) {
    return Panache.withTransaction(() -> deleteById(upload)).replaceWithVoid();
  }

  private static void requireOwned(long settled) {
    if (settled != 1) {
      throw new ProblemException(
          ProblemCode.UPLOAD_ABANDONED, null, "The upload took too long and was given up.");
    }
  }
}
