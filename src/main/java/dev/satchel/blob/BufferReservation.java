package dev.satchel.blob;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A place in the line for the {@link BufferBudget}, and the lease that it comes to. Whoever holds
 * it closes it, whether the lease was granted or not. Safe for concurrent use.
 */
public final class BufferReservation implements AutoCloseable {

  private final CompletableFuture<BufferLease> granted;

  BufferReservation(Optional<CompletableFuture<BufferLease>> granted) {
    this.granted = granted.orElseGet(BufferReservation::overloaded);
  }

  /**
   * The lease, as soon as there is room, on any thread. Fails as {@code overloaded} where too many
   * wait already, and with a {@link java.util.concurrent.CancellationException} once this was
   * closed before its turn came.
   */
  public Uni<BufferLease> lease() {
    return Uni.createFrom().completionStage(granted.copy());
  }

  /** Makes way for those behind, or ends the lease. Idempotent. */
  @Override
  public void close() {
    granted.cancel(false);
    if (granted.state() == CompletableFuture.State.SUCCESS) {
      granted.resultNow().close();
    }
  }

  private static CompletableFuture<BufferLease> overloaded() {
    return CompletableFuture.failedFuture(
        ProblemException.overloaded("Too many uploads are waiting. Try again later."));
  }
}
