package dev.satchel.blob;

import io.smallrye.mutiny.helpers.Subscriptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The bytes of one answer of the store, for one reader, as a stream that always ends: with its last
 * byte, with the store's failure or silence, when it is told to fail, or when the reader cancels.
 * However it ends, the store's subscription is over then. Failures arrive as {@link StoreOperation}
 * says.
 *
 * <p>Safe for use by several threads; what the reader hears, it hears one after the other. Holds no
 * bytes: what it is asked for it asks the store for.
 */
final class ObjectStream
    implements Subscriber<ByteBuffer>, Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private final Duration patience;
  private final Runnable over;
  private @Nullable Subscription store;
  private Flow.@Nullable Subscriber<? super ByteBuffer> reader;
  private @Nullable ReadDeadline deadline;

  /** Buffers that were asked for and have not come. */
  private long owed;

  private boolean ended;
  private boolean told;
  private @Nullable Throwable failure;

  /**
   * @param patience how long the store may let the reader wait for the next bytes
   * @param over hears of the end
   */
  ObjectStream(Duration patience, Runnable over) {
    this.patience = patience;
    this.over = over;
  }

  @Override
  public synchronized void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (reader != null) {
      throw new IllegalStateException("The bytes of an answer can be read once");
    }
    reader = subscriber;
    if (!ended) {
      deadline = new ReadDeadline(patience, this::fail);
    }
    subscriber.onSubscribe(this);
    if (ended && !told) {
      tell(subscriber);
    }
  }

  @Override
  public synchronized void onSubscribe(Subscription subscription) {
    if (ended) {
      subscription.cancel();
      return;
    }
    store = subscription;
    if (owed > 0) {
      subscription.request(owed);
    }
  }

  @Override
  public synchronized void request(long count) {
    if (ended) {
      return;
    }
    owed = Subscriptions.add(owed, count);
    if (deadline != null) {
      deadline.asked();
    }
    if (store != null) {
      store.request(count);
    }
  }

  @Override
  public synchronized void onNext(ByteBuffer bytes) {
    if (!ended && reader != null) {
      owed--;
      if (deadline != null) {
        deadline.arrived(owed > 0);
      }
      reader.onNext(bytes);
    }
  }

  @Override
  public synchronized void onError(Throwable broken) {
    if (end()) {
      failure = StoreOperation.READ.translated(broken);
      tellReader();
    }
  }

  @Override
  public synchronized void onComplete() {
    if (end()) {
      tellReader();
    }
  }

  /** Ends it with a failure, and lets the store go. Without effect on one that has ended. */
  synchronized void fail(Throwable broken) {
    if (end()) {
      failure = StoreOperation.READ.translated(broken);
      letGo();
      tellReader();
    }
  }

  @Override
  public synchronized void cancel() {
    if (end()) {
      told = true;
      letGo();
    }
  }

  /** Whether it had not ended before. */
  private boolean end() {
    boolean now = !ended;
    ended = true;
    if (now && deadline != null) {
      deadline.stop();
    }
    if (now) {
      over.run();
    }
    return now;
  }

  private void letGo() {
    if (store != null) {
      store.cancel();
    }
  }

  private void tellReader() {
    if (reader != null) {
      tell(reader);
    }
  }

  private void tell(Flow.Subscriber<? super ByteBuffer> subscriber) {
    told = true;
    if (failure == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(failure);
    }
  }
}
