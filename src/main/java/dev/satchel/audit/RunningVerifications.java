package dev.satchel.audit;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** One verification at a time in each replica, for each reads much. */
@ApplicationScoped
class RunningVerifications {

  private final ChainVerification verification;
  private final AtomicBoolean running = new AtomicBoolean();

  RunningVerifications(ChainVerification verification) {
    this.verification = verification;
  }

  /** Verifies as {@link ChainVerification} does; fails with {@code overloaded} where one runs. */
  Uni<ChainReport> verify(UUID account, long most) {
    return Uni.createFrom()
        .deferred(
            () ->
                running.compareAndSet(false, true)
                    ? verification
                        .verify(account, most)
                        .onTermination()
                        .invoke(() -> running.set(false))
                    : Uni.createFrom()
                        .failure(
                            ProblemException.overloaded("Another verification is under way.")));
  }
}
