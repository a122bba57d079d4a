package dev.satchel.erasure;

import dev.satchel.database.BeforeServing;
import dev.satchel.erasure.Replay.Replayed;
import dev.satchel.event.DeliveryGate;
import dev.satchel.lifetime.Deadlines;
import dev.satchel.log.RepeatedLine;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Compares the ledger with the database at start, before the first request is taken, since the
 * database may be an old one that was restored. Where that takes long, or the bucket cannot be read
 * yet, it goes on behind the start, and the replica is not ready before it has ended. Nor is it,
 * and no webhook leaves it, where erasures cannot be read, unless that is accepted.
 */
@Readiness
@ApplicationScoped
class LedgerAtStart implements BeforeServing, HealthCheck {

  private static final Logger LOG = Logger.getLogger(LedgerAtStart.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Replay replay;
  private final DeliveryGate gate;
  private final boolean acceptsUnreadable;
  private volatile CompletableFuture<Replayed> level = CompletableFuture.failedFuture(notBegun());

  LedgerAtStart(Replay replay, DeliveryGate gate, ErasureConfig config) {
    this.replay = replay;
    this.gate = gate;
    this.acceptsUnreadable = config.acceptUnreadable();
  }

  /** Ends when the comparison has, or when the start has waited long enough for it. */
  @Override
  public Uni<Void> prepare() {
    gate.close();
    level = replayed();
    Uni<Void> compared = Uni.createFrom().completionStage(() -> level.copy()).replaceWithVoid();
    return Deadlines.within(PATIENCE, compared)
        .onFailure(TimeoutException.class)
        .recoverWithUni(LedgerAtStart::later);
  }

  void stop(@Observes ShutdownEvent stopping) {
    level.cancel(false);
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("Ledger of erasures");
    if (!level.isDone() || level.isCompletedExceptionally()) {
      return answer.down().build();
    }
    Replayed done = level.join();
    if (done.unreadable() > 0) {
      answer
          .withData("unreadable", done.unreadable())
          .withData("cause", "damaged, or by keys that satchel.privacy.key does not have");
    }
    return answer.status(suffices(done)).build();
  }

  private boolean suffices(Replayed done) {
    return acceptsUnreadable || done.unreadable() == 0;
  }

  private void open(Replayed done) {
    if (suffices(done)) {
      gate.open();
    }
  }

  private CompletableFuture<Replayed> replayed() {
    return replay
        .missing()
        .onFailure()
        .invoke(failure -> FAILURES.warn("The ledger of erasures was not compared", failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .invoke(this::open)
        .subscribeAsCompletionStage();
  }

  private static Uni<Void> later() {
    LOG.warn("The ledger of erasures is compared behind the start");
    return Uni.createFrom().voidItem();
  }

  private static IllegalStateException notBegun() {
    return new IllegalStateException("The ledger has not been compared");
  }
}
