package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest {

  /** A statement that has been sent and is not answered yet. */
  private record Sent(List<Integer> items, CompletableFuture<List<Integer>> answer) {
    void succeed() {
      answer.complete(items.stream().map(item -> -item).toList());
    }
  }

  private final List<Sent> statements = new ArrayList<>();
  private final Batches<Integer, Integer> batches = new Batches<>(3, this::send);

  private Uni<List<Integer>> send(List<Integer> items) {
    var sent = new Sent(items, new CompletableFuture<>());
    statements.add(sent);
    return Uni.createFrom().completionStage(sent.answer);
  }

  private CompletableFuture<Integer> ask(int item) {
    return batches.ask(item).subscribeAsCompletionStage();
  }

  @Test
  void sendsWhatComesAloneAtOnce() {
    CompletableFuture<Integer> one = ask(1);

    assertThat(statements).extracting(Sent::items).containsExactly(List.of(1));
    assertThat(one).isNotDone();
    statements.getFirst().succeed();
    assertThat(one).isCompletedWithValue(-1);
  }

  @Test
  void gathersWhatComesMeanwhileUpToTheLimit() {
    List<CompletableFuture<Integer>> asked =
        IntStream.rangeClosed(1, 6).mapToObj(this::ask).toList();

    assertThat(statements).hasSize(1);
    statements.get(0).succeed();
    assertThat(statements.get(1).items()).containsExactly(2, 3, 4);
    assertThat(asked.get(1)).isNotDone();
    statements.get(1).succeed();
    assertThat(statements.get(2).items()).containsExactly(5, 6);
    statements.get(2).succeed();

    assertThat(asked).extracting(CompletableFuture::join).containsExactly(-1, -2, -3, -4, -5, -6);
  }

  @Test
  void failsOnlyThoseWhoShareTheStatement() {
    CompletableFuture<Integer> one = ask(1);
    CompletableFuture<Integer> two = ask(2);
    CompletableFuture<Integer> three = ask(3);

    statements.get(0).succeed();
    statements.get(1).answer().completeExceptionally(new IllegalStateException("down"));
    CompletableFuture<Integer> four = ask(4);
    statements.get(2).succeed();

    assertThat(one).isCompletedWithValue(-1);
    assertThat(List.of(two, three)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(four).isCompletedWithValue(-4);
  }

  @Test
  void goesOnAfterAStatementThatCannotBeMade() {
    var broken =
        new Batches<Integer, Integer>(
            3,
            items -> {
              throw new IllegalArgumentException();
            });

    assertThat(broken.ask(1).subscribeAsCompletionStage()).isCompletedExceptionally();
    assertThat(broken.ask(2).subscribeAsCompletionStage()).isCompletedExceptionally();
  }

  /** Whichever of them has sent the statement. */
  @Test
  void answersEachInItsOwnContext() {
    var answer = new CompletableFuture<Integer>();
    var slow =
        new Batches<Integer, Integer>(
            3, items -> Uni.createFrom().completionStage(answer).replaceWith(items));
    Vertx vertx = Vertx.vertx();
    try {
      List<Context> contexts = Stream.generate(vertx::getOrCreateContext).limit(4).toList();
      List<CompletableFuture<Context>> answered =
          contexts.stream().map(context -> contextOfAnswer(context, slow)).toList();
      answer.complete(0);

      assertThat(answered).extracting(CompletableFuture::join).isEqualTo(contexts);
    } finally {
      vertx.close();
    }
  }

  private static CompletableFuture<Context> contextOfAnswer(
      Context caller, Batches<Integer, Integer> batches) {
    var answered = new CompletableFuture<Context>();
    var asked = new CompletableFuture<Void>();
    caller.runOnContext(
        run -> {
          batches
              .ask(1)
              .subscribe()
              .with(
                  done -> answered.complete(Vertx.currentContext()),
                  answered::completeExceptionally);
          asked.complete(null);
        });
    asked.join();
    return answered;
  }

  @Test
  void answersEveryThread() throws Exception {
    var immediate =
        new Batches<Integer, Integer>(
            7,
            items ->
                Uni.createFrom()
                    .item(items)
                    .emitOn(Thread::startVirtualThread)
                    .map(all -> all.stream().map(item -> -item).toList()));
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> results =
          IntStream.range(0, 5_000)
              .mapToObj(i -> threads.submit(() -> immediate.ask(i).await().indefinitely()))
              .toList();
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(-i);
      }
    }
  }
}
