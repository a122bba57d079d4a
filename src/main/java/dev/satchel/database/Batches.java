package dev.satchel.database;

import dev.satchel.lifetime.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Does with one statement what is asked for while the one before is under way. So what comes alone
 * is done at once, and under load statements grow larger instead of more.
 *
 * <p>A statement that fails, fails for all who share it. A caller that gives up waiting is not
 * taken out: it is done all the same. Safe for concurrent use; each result arrives in the Vert.x
 * context of whoever asked for it, where there is one, else on any thread.
 *
 * @param <T> what is asked for
 * @param <R> what becomes of it
 */
public final class Batches<T, R> {

  private final int limit;
  private final Function<List<T>, Uni<List<R>>> statement;
  private final Queue<Asked<T, R>> waiting = new ArrayDeque<>();
  private boolean running;

  /**
   * @param limit items of one statement
   * @param statement gives a result for each of its items, in their order, and ends in bounded time
   */
  public Batches(int limit, Function<List<T>, Uni<List<R>>> statement) {
    this.limit = limit;
    this.statement = statement;
  }

  /** Asks when it is subscribed to, each time anew. */
  public Uni<R> ask(T item) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var asked = new Asked<T, R>(item, new CompletableFuture<>());
              // Whoever sends the statement is not who asked for what came with it.
              Uni<R> result = CallerContext.here(Uni.createFrom().completionStage(asked.result));
              add(asked);
              runNext();
              return result;
            });
  }

  private synchronized void add(Asked<T, R> asked) {
    waiting.add(asked);
  }

  private void runNext() {
    List<Asked<T, R>> batch = nextBatch();
    if (!batch.isEmpty()) {
      Uni.createFrom()
          .deferred(() -> statement.apply(batch.stream().map(Asked::item).toList()))
          .subscribe()
          .with(results -> succeed(batch, results), failure -> fail(batch, failure));
    }
  }

  private synchronized List<Asked<T, R>> nextBatch() {
    List<Asked<T, R>> batch = new ArrayList<>();
    while (!running && !waiting.isEmpty() && batch.size() < limit) {
      batch.add(waiting.remove());
    }
    running |= !batch.isEmpty();
    return batch;
  }

  private void succeed(List<Asked<T, R>> batch, List<R> results) {
    end();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).result.complete(results.get(i));
    }
  }

  private void fail(List<Asked<T, R>> batch, Throwable failure) {
    end();
    batch.forEach(asked -> asked.result.completeExceptionally(failure));
  }

  private void end() {
    synchronized (this) {
      running = false;
    }
    runNext();
  }

  private record Asked<T, R>(T item, CompletableFuture<R> result) {}
}
