package dev.satchel.thumbnail;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The threads that make thumbnails: so many of them, and so many renderings that wait for one, each
 * kind in a {@link FairQueue} of its own. Those for which nobody waits run when there is no other.
 * No bytes are read for one that still waits.
 *
 * <p>Safe for use by several threads. Never blocks.
 */
@Startup
@ApplicationScoped
class ThumbnailWorkers {

  private static final Logger LOG = Logger.getLogger(ThumbnailWorkers.class);

  private final int threads;
  private final FairQueue<RenderJob> requested;
  private final FairQueue<RenderJob> background;
  private final ExecutorService executor;
  private final ThumbnailMetrics metrics;
  private int running;

  ThumbnailWorkers(ThumbnailConfig config, ThumbnailMetrics metrics) {
    this.threads = threads(config);
    this.requested = new FairQueue<>(config.queue());
    this.background = new FairQueue<>(config.queue());
    this.executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("thumbnail-", 0).daemon().factory());
    this.metrics = metrics;
    metrics.workers(this::running, this::waiting, this::oldest);
  }

  /** How many of them there are. */
  static int threads(ThumbnailConfig config) {
    return config.workers().orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /** Runs the job when its turn comes, or refuses it, or another one in its favour. */
  void submit(RenderJob job) {
    admitted(job, requested).ifPresent(this::refuse);
  }

  /** As {@link #submit}, after all jobs for which somebody waits. */
  void submitInBackground(RenderJob job) {
    admitted(job, background).ifPresent(this::refuse);
  }

  /** From now on somebody waits for this job. */
  void prefer(RenderJob job) {
    if (remove(job, background)) {
      submit(job);
    }
  }

  /** Ends the job, whether it waits or runs. */
  void cancel(RenderJob job) {
    remove(job, requested);
    job.cancel();
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }

  private synchronized int running() {
    return running;
  }

  private synchronized int waiting() {
    return requested.size() + background.size();
  }

  /** Of those that wait; zero where none does. */
  private synchronized Duration oldest() {
    return Stream.concat(requested.heads(), background.heads())
        .map(RenderJob::age)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void refuse(RenderJob job) {
    metrics.refused();
    job.refuse();
  }

  private synchronized boolean remove(RenderJob job, FairQueue<RenderJob> queue) {
    return queue.remove(job.account(), job);
  }

  private synchronized Optional<RenderJob> admitted(RenderJob job, FairQueue<RenderJob> queue) {
    if (running == threads) {
      return queue.offer(job.account(), job);
    }
    try {
      executor.execute(() -> work(job));
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      LOG.warn("There is no thread for a thumbnail", noThread);
      return Optional.of(job);
    }
    running++;
    return Optional.empty();
  }

  private void work(RenderJob first) {
    for (var job = Optional.of(first); job.isPresent(); job = next()) {
      job.get().run();
    }
  }

  private synchronized Optional<RenderJob> next() {
    Optional<RenderJob> next =
        executor.isShutdown() ? Optional.empty() : requested.poll().or(background::poll);
    if (next.isEmpty()) {
      running--;
    }
    return next;
  }
}
