package dev.satchel.intake;

import dev.satchel.lifetime.Deadlines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Whose turn it is at which resumable upload, in this replica: always that of the newest request. A
 * phone comes back while its old connection still seems alive; so whoever was before is asked to
 * end, and puts what it has on record first. That spares bytes, and nothing depends on it: by the
 * fence in {@link ResumableRows} an older request can change nothing, here or elsewhere.
 */
@ApplicationScoped
class AppendTurns {

  /** For which a newer request waits for the older one. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();

  /** One request's. Whoever has it closes it. Safe for concurrent use. */
  final class Turn implements AutoCloseable {

    private final UUID upload;
    private final Executor owner;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Turn(UUID upload, Executor owner) {
      this.upload = upload;
      this.owner = owner;
    }

    /** The request's event loop: runs one task at a time. */
    Executor owner() {
      return owner;
    }

    /** Runs {@code stop} on the owner when a newer request has come: soon, if one has. */
    void whenOver(Runnable stop) {
      CompletableFuture<Void> _ = asked.thenRunAsync(stop, owner);
    }

    @Override
    public void close() {
      turns.remove(upload, this);
      ended.complete(null);
    }
  }

  /**
   * The turn at an upload, as soon as the request before has ended, or does not; on the owner.
   *
   * @param owner the request's event loop
   */
  Uni<Turn> take(UUID upload, Executor owner) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var turn = new Turn(upload, owner);
              Turn before = turns.put(upload, turn);
              return before == null ? Uni.createFrom().item(turn) : after(before, turn);
            });
  }

  private static Uni<Turn> after(Turn before, Turn turn) {
    before.asked.complete(null);
    return Deadlines.within(PATIENCE, Uni.createFrom().completionStage(before.ended.copy()))
        .onFailure()
        .recoverWithNull()
        .replaceWith(turn)
        .emitOn(turn.owner);
  }
}
