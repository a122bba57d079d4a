package dev.satchel.client;

import java.io.Console;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A bar on standard error that tells how much has been sent, for who looks at a terminal, once it
 * has taken a second. Ends with {@link #close}.
 */
final class Progress implements AutoCloseable {

  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
  private static final long PERIOD = Duration.ofMillis(100).toNanos();
  private static final int WIDTH = 40;

  private final long all;
  private final boolean isSeen;
  private long sent;
  private long next = System.nanoTime() + PATIENCE;
  private boolean drawn;

  private Progress(long all, boolean isSeen) {
    this.all = all;
    this.isSeen = isSeen;
  }

  /** Of so many bytes. */
  static Progress of(long all) {
    return new Progress(
        all, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /** The same bytes, counted as they are taken. */
  Publisher<ByteBuffer> of(Publisher<ByteBuffer> body) {
    return taker -> body.subscribe(new Counter(taker));
  }

  @Override
  public void close() {
    if (drawn) {
      System.err.println();
    }
  }

  private void add(long bytes) {
    sent += bytes;
    if (isSeen && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + PERIOD;
      drawn = true;
      System.err.print("\r" + bar(sent, all));
    }
  }

  /** Such as {@code [#### ] 50 % 5.0 of 10.0 MB}. */
  static String bar(long sent, long all) {
    int filled = all == 0 ? WIDTH : (int) (WIDTH * sent / all);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %.1f of %.1f MB",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        all == 0 ? 100 : 100 * sent / all,
        sent / 1e6,
        all / 1e6);
  }

  private final class Counter implements Subscriber<ByteBuffer> {

    private final Subscriber<? super ByteBuffer> taker;

    Counter(Subscriber<? super ByteBuffer> taker) {
      this.taker = taker;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      taker.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      add(bytes.remaining());
      taker.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      taker.onError(failure);
    }

    @Override
    public void onComplete() {
      taker.onComplete();
    }
  }
}
