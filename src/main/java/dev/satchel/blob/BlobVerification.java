package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stream with what was stored: a whole blob by its digest, a part of one, of which there
 * is none, by its length. Each buffer is held back until the next one has come, and the last one
 * until the stream has ended as it should; one that is longer fails before it gives the last of the
 * bytes that were promised. So no reader takes wrong bytes for a complete blob.
 *
 * <p>Asks the store for what its reader asks for, and for the one buffer that is held back.
 */
final class BlobVerification implements Subscriber<ByteBuffer>, Subscription {

  private final Subscriber<? super ByteBuffer> reader;
  private final Expected expected;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Subscription store;
  private @Nullable ByteBuffer held;
  private volatile boolean complete;

  private BlobVerification(Subscriber<? super ByteBuffer> reader, Expected expected) {
    this.reader = reader;
    this.expected = expected;
  }

  /** All bytes of a blob. */
  static Multi<ByteBuffer> of(Multi<ByteBuffer> bytes, BlobReceipt stored) {
    return Multi.createFrom()
        .publisher(
            reader ->
                bytes
                    .subscribe()
                    .withSubscriber(new BlobVerification(reader, new WholeBlob(stored))));
  }

  /** So many bytes of a blob. */
  static Multi<ByteBuffer> ofLength(Multi<ByteBuffer> bytes, long promised) {
    return Multi.createFrom()
        .publisher(
            reader ->
                bytes
                    .subscribe()
                    .withSubscriber(new BlobVerification(reader, new SoManyBytes(promised))));
  }

  /** What the bytes have to be. */
  private interface Expected {

    /** Whether they can be so many more, whose content is noted. */
    boolean admits(ByteBuffer bytes);

    /** Whether they were all. */
    boolean isMet();
  }

  private static final class SoManyBytes implements Expected {

    private long left;

    SoManyBytes(long promised) {
      this.left = promised;
    }

    @Override
    public boolean admits(ByteBuffer bytes) {
      left -= bytes.remaining();
      return left >= 0;
    }

    @Override
    public boolean isMet() {
      return left == 0;
    }
  }

  private static final class WholeBlob implements Expected {

    private final MessageDigest sha256 = Sha256.bulk();
    private final byte[] stored;
    private final Expected length;

    WholeBlob(BlobReceipt receipt) {
      this.stored = receipt.sha256();
      this.length = new SoManyBytes(receipt.size());
    }

    @Override
    public boolean admits(ByteBuffer bytes) {
      sha256.update(bytes.duplicate());
      return length.admits(bytes);
    }

    @Override
    public boolean isMet() {
      return length.isMet() && MessageDigest.isEqual(sha256.digest(), stored);
    }
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    store = subscription;
    reader.onSubscribe(this);
  }

  @Override
  public void onNext(ByteBuffer arrived) {
    if (over.get()) {
      return;
    }
    if (!expected.admits(arrived)) {
      cancelStore();
      fail(new CorruptBlobException());
      return;
    }
    ByteBuffer previous = held;
    held = arrived;
    if (previous == null) {
      requestOfStore(1);
    } else {
      demand.decrementAndGet();
      reader.onNext(previous);
    }
  }

  @Override
  public void onError(Throwable failure) {
    fail(failure);
  }

  @Override
  public void onComplete() {
    if (!expected.isMet()) {
      fail(new CorruptBlobException());
    } else if (held == null) {
      end();
    } else {
      complete = true;
      giveLast();
    }
  }

  @Override
  public void request(long count) {
    Subscriptions.add(demand, count);
    requestOfStore(count);
    giveLast();
  }

  @Override
  public void cancel() {
    over.set(true);
    cancelStore();
  }

  /** The last one waits for its end, and for a reader that asks for it. */
  private void giveLast() {
    if (complete && demand.get() > 0 && over.compareAndSet(false, true)) {
      reader.onNext(held);
      reader.onComplete();
    }
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      reader.onComplete();
    }
  }

  private void fail(Throwable failure) {
    if (over.compareAndSet(false, true)) {
      reader.onError(failure);
    }
  }

  private void requestOfStore(long count) {
    Subscription asked = store;
    if (asked != null) {
      asked.request(count);
    }
  }

  private void cancelStore() {
    Subscription left = store;
    if (left != null) {
      left.cancel();
    }
  }
}
