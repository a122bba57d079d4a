package dev.satchel.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the log about what fails again and again while something is down: one for each kind of
 * failure in a minute, without a stack, and with how often it has come since the line before. What
 * is counted when nothing more comes is not written; metrics count all.
 *
 * <p>Safe for use by several threads. Never blocks on more than the log itself.
 */
public final class RepeatedLine {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Kinds that are told apart; all others are one more. */
  private static final int KINDS = 100;

  private static final int LONGEST = 300;

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Kind> kinds = new HashMap<>();

  /** When the last line was written, and how often it has come since. */
  private static final class Kind {
    long writtenAt;
    long since;
  }

  public RepeatedLine(Logger log) {
    this(log, System::nanoTime);
  }

  RepeatedLine(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /**
   * Tells that something has failed, now or with a later line.
   *
   * @param what has failed, in words that do not differ from time to time
   * @param failure null where there is none to speak of; told apart by its type
   */
  public void warn(String what, @Nullable Throwable failure) {
    Throwable cause = failure == null ? null : cause(failure);
    String kind = cause == null ? what : what + " " + cause.getClass().getName();
    due(kind).ifPresent(since -> log.warn(what + said(cause) + counted(since)));
  }

  /**
   * Tells of what is no fault of ours, and may come as often as somebody likes.
   *
   * @param what has happened, of a fixed set of sentences
   */
  public void info(String what) {
    due(what).ifPresent(since -> log.info(what + counted(since)));
  }

  /** How often it has come since its last line, where the next one is due. */
  private synchronized Optional<Long> due(String kind) {
    Kind found = kinds.get(kind);
    if (found == null) {
      var first = new Kind();
      first.writtenAt = nanos.getAsLong();
      if (kinds.size() < KINDS || kind.isEmpty()) {
        kinds.put(kind, first);
        return Optional.of(0L);
      }
      return due("");
    }
    if (nanos.getAsLong() - found.writtenAt < PERIOD.toNanos()) {
      found.since++;
      return Optional.empty();
    }
    long since = found.since;
    found.writtenAt = nanos.getAsLong();
    found.since = 0;
    return Optional.of(since);
  }

  /** What the answer to a caller, or a future, only wraps. */
  private static Throwable cause(Throwable failure) {
    boolean wraps = failure.getStackTrace().length == 0 || failure instanceof CompletionException;
    return wraps && failure.getCause() != null ? failure.getCause() : failure;
  }

  private static String said(@Nullable Throwable cause) {
    if (cause == null) {
      return "";
    }
    String message = cause.getMessage() == null ? "" : ", " + cause.getMessage().strip();
    String line = (cause.getClass().getSimpleName() + message).replaceAll("\\s+", " ");
    return ": " + line.substring(0, Math.min(line.length(), LONGEST));
  }

  private static String counted(long since) {
    return since == 0 ? "" : " (" + since + " times more since the last line)";
  }
}
