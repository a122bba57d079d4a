package dev.satchel.blob;

import io.smallrye.mutiny.helpers.Subscriptions;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A sealed part as a request body: its segments are sent without a copy, and once more from the
 * start whenever the SDK tries again.
 */
record PartBody(PartBuffer part) implements AsyncRequestBody {

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(part.size());
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Emission(subscriber, part.views().iterator()));
  }

  /** Emits on the thread that asks (rule 3.3 of Reactive Streams: no recursion). */
  private static final class Emission implements Subscription {

    private final Subscriber<? super ByteBuffer> subscriber;
    private final Iterator<ByteBuffer> views;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    Emission(Subscriber<? super ByteBuffer> subscriber, Iterator<ByteBuffer> views) {
      this.subscriber = subscriber;
      this.views = views;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        fail(count);
      } else if (Subscriptions.add(demand, count) == 0) {
        emit();
      }
    }

    @Override
    public void cancel() {
      done.set(true);
    }

    private void emit() {
      do {
        if (done.get()) {
          return;
        }
        if (views.hasNext()) {
          subscriber.onNext(views.next());
        }
        if (!views.hasNext() && done.compareAndSet(false, true)) {
          subscriber.onComplete();
          return;
        }
      } while (demand.decrementAndGet() > 0);
    }

    private void fail(long count) {
      if (done.compareAndSet(false, true)) {
        subscriber.onError(new IllegalArgumentException("Asked for " + count + " buffers"));
      }
    }
  }
}
