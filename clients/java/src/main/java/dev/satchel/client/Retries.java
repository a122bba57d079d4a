package dev.satchel.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often what can be repeated is tried.
 *
 * @param tries at the most, the first one included
 * @param longestWait between two tries; a service that asks for a longer one is not asked again
 */
public record Retries(int tries, Duration longestWait) {

  /** Four tries, and a minute between two of them at the most. */
  public static final Retries DEFAULT = new Retries(4, Duration.ofMinutes(1));

  /** Everything is tried once. */
  public static final Retries NONE = new Retries(1, Duration.ZERO);

  private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);

  public Retries {
    if (tries < 1 || longestWait.isNegative()) {
      throw new IllegalArgumentException("There is one try at least, and no negative wait");
    }
  }

  /** Something that may be tried again. */
  interface Call<T> {

    /**
     * @param tried how many times it was tried before
     */
    T make(int tried) throws IOException, InterruptedException;
  }

  <T> T run(boolean repeatable, Call<T> call) throws IOException, InterruptedException {
    for (int tried = 0; ; ) {
      try {
        return call.make(tried);
      } catch (IOException failure) {
        tried++;
        Optional<Duration> wait = wait(failure, tried);
        if (!repeatable || tried >= tries || wait.isEmpty()) {
          throw failure;
        }
        Thread.sleep(wait.get());
      }
    }
  }

  /** How long to wait before it is worth another try, if it ever is. */
  private Optional<Duration> wait(IOException failure, int tried) {
    if (!(failure instanceof SatchelException answer)) {
      return Optional.of(growing(tried));
    }
    if (!PASSING.contains(answer.status()) && !answer.code().equals("idempotency_key_in_use")) {
      return Optional.empty();
    }
    return Optional.of(answer.retryAfter().orElseGet(() -> growing(tried)))
        .filter(wait -> wait.compareTo(longestWait) <= 0);
  }

  private Duration growing(int tried) {
    double seconds = 0.25 * Math.pow(2, tried) * ThreadLocalRandom.current().nextDouble(1, 1.5);
    var wait = Duration.ofMillis((long) (1000 * seconds));
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }
}
