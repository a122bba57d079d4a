package dev.satchel.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A read that ends at each of its steps, and what it has taken by then. */
class BlobReadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReadPermits permits = new ReadPermits(1, registry);
  private final Answer answer = new Answer();
  private final BlobRead read = new BlobRead(answer::asked, permits, PATIENCE);

  /** As the SDK gives it, driven by hand. */
  private static final class Answer implements SdkPublisher<ByteBuffer>, Subscription {

    private final CompletableFuture<Multi<ByteBuffer>> call = new CompletableFuture<>();
    private @Nullable AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> transformer;
    private @Nullable Subscriber<? super ByteBuffer> reader;
    private final List<Long> requested = new ArrayList<>();
    private boolean asked;
    private boolean cancelled;

    CompletableFuture<Multi<ByteBuffer>> asked(
        AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> into) {
      asked = true;
      transformer = into;
      CompletableFuture<?> _ =
          into.prepare()
              .whenComplete(
                  (bytes, failure) -> {
                    if (failure == null) {
                      call.complete(bytes);
                    } else {
                      call.completeExceptionally(failure);
                    }
                  });
      return call;
    }

    void comes() {
      into().onStream(this);
    }

    void fails(Throwable failure) {
      into().exceptionOccurred(failure);
    }

    void gives(String bytes) {
      reader().onNext(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
    }

    void ends() {
      reader().onComplete();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      reader = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
      requested.add(count);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    private AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> into() {
      return Objects.requireNonNull(transformer);
    }

    private Subscriber<? super ByteBuffer> reader() {
      return Objects.requireNonNull(reader);
    }
  }

  @AfterEach
  void thePermitIsBack() {
    assertThat(running()).isZero();
    assertThat(permits.take()).isPresent();
  }

  @Test
  void givesBytesToItsReaderAndEndsWithTheLast() {
    AssertSubscriber<ByteBuffer> reader = reading();

    reader.request(2);
    answer.gives("a");
    answer.gives("b");
    answer.ends();

    reader.awaitCompletion();
    assertThat(reader.getItems()).hasSize(2);
    assertThat(answer.requested).containsExactly(2L);
    assertThat(answer.cancelled).isFalse();
  }

  @Test
  void isNotBegunWhereItIsClosedBefore() {
    read.close();

    opening().awaitFailure().assertFailedWith(CancellationException.class);

    assertThat(answer.asked).isFalse();
  }

  @Test
  void givesTheAnswerUpThatComesAfterItsEnd() {
    opening();

    read.close();
    assertThat(running()).as("the connection is in use").isOne();
    answer.comes();

    assertThat(answer.cancelled).isTrue();
    assertThat(answer.call).as("no connection is lost").isNotCancelled();
  }

  @Test
  void isOverWithACallThatFailsAfterItsEnd() {
    opening();

    read.close();
    answer.fails(new IOException("reset"));
  }

  @Test
  void endsWhereItsReaderGivesUpWaiting() {
    UniAssertSubscriber<Multi<ByteBuffer>> waiting = opening();

    waiting.cancel();
    answer.comes();

    assertThat(answer.cancelled).isTrue();
  }

  @Test
  void endsBetweenTheAnswerAndItsFirstReader() {
    opening();
    answer.comes();

    read.close();

    assertThat(answer.cancelled).isTrue();
  }

  @Test
  void endsInTheMiddleWithoutAWord() {
    AssertSubscriber<ByteBuffer> reader = reading();
    reader.request(2);
    answer.gives("a");

    read.close();
    answer.gives("b");

    assertThat(answer.cancelled).isTrue();
    assertThat(reader.getItems()).hasSize(1);
    reader.assertNotTerminated();
  }

  @Test
  void endsWithItsReader() {
    AssertSubscriber<ByteBuffer> reader = reading();

    reader.cancel();

    assertThat(answer.cancelled).isTrue();
  }

  @Test
  void failsInTheMiddleAsTheStoreDoes() {
    AssertSubscriber<ByteBuffer> reader = reading();
    reader.request(1);

    answer.fails(new IOException("reset"));

    assertOutage(reader.awaitFailure().getFailure());
    assertThat(answer.cancelled).as("the connection is let go").isTrue();
  }

  @Test
  void failsWhereTheStoreFallsSilent() {
    AssertSubscriber<ByteBuffer> reader = readingInHaste(1);

    assertOutage(reader.awaitFailure().getFailure());
    assertThat(answer.cancelled).isTrue();
  }

  @Test
  void failsWhereTheStoreFallsSilentWithBuffersLeftThatItWasAskedFor() {
    AssertSubscriber<ByteBuffer> reader = readingInHaste(3);

    answer.gives("a");
    answer.gives("b");

    assertOutage(reader.awaitFailure().getFailure());
    assertThat(answer.cancelled).isTrue();
  }

  private AssertSubscriber<ByteBuffer> readingInHaste(long requested) {
    var hasty = new BlobRead(answer::asked, permits, Duration.ofMillis(20));
    UniAssertSubscriber<Multi<ByteBuffer>> opened =
        hasty.open().subscribe().withSubscriber(UniAssertSubscriber.create());
    answer.comes();
    return opened
        .awaitItem()
        .getItem()
        .subscribe()
        .withSubscriber(AssertSubscriber.create(requested));
  }

  @Test
  void failsAsTheStoreDoesBeforeItAnswers() {
    UniAssertSubscriber<Multi<ByteBuffer>> waiting = opening();

    answer.fails(new IOException("refused"));

    assertOutage(waiting.awaitFailure().getFailure());
  }

  @Test
  void isRefusedWithoutAPermit() {
    Runnable other = permits.take().orElseThrow();

    assertThatThrownBy(() -> read.open().await().atMost(PATIENCE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED));

    assertThat(answer.asked).isFalse();
    other.run();
    other.run();
  }

  private double running() {
    return registry.get("satchel.download.running").gauge().value();
  }

  private UniAssertSubscriber<Multi<ByteBuffer>> opening() {
    return read.open().subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private AssertSubscriber<ByteBuffer> reading() {
    UniAssertSubscriber<Multi<ByteBuffer>> opened = opening();
    answer.comes();
    return opened.awaitItem().getItem().subscribe().withSubscriber(AssertSubscriber.create(0));
  }

  private static void assertOutage(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE));
  }
}
