package dev.satchel.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the caller is told about. Its message is public: it names the field and the fault
 * and holds nothing of the request's contents, of the database or of the machine.
 *
 * <p>Has no stack trace: it is an answer, not a defect. A cause, where given, is for the log.
 */
public final class ProblemException extends RuntimeException {

  private final ProblemCode code;
  private final @Nullable String path;
  private final @Nullable Duration retryAfter;

  public ProblemException(ProblemCode code, @Nullable String path, String message) {
    this(code, path, message, null, null);
  }

  private ProblemException(
      ProblemCode code,
      @Nullable String path,
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter) {
    super(message, cause, false, false);
    this.code = code;
    this.path = path;
    this.retryAfter = retryAfter;
  }

  /** The object store did not do what it was asked, for {@code cause}. */
  public static ProblemException storageUnavailable(Throwable cause) {
    return new ProblemException(
        ProblemCode.STORAGE_UNAVAILABLE, null, "The object store is not available.", cause, null);
  }

  /** The database did not do what it was asked, for {@code cause}. */
  public static ProblemException databaseUnavailable(Throwable cause) {
    return new ProblemException(
        ProblemCode.DATABASE_UNAVAILABLE, null, "The database is not available.", cause, null);
  }

  /** The service has no room for the request now. */
  public static ProblemException overloaded(String message) {
    return new ProblemException(ProblemCode.OVERLOADED, null, message);
  }

  /** The key has made as many requests as it may, until {@code retryAfter} has passed. */
  public static ProblemException rateLimited(Duration retryAfter) {
    return new ProblemException(
        ProblemCode.RATE_LIMITED, null, "The key has made too many requests.", null, retryAfter);
  }

  /** The client has tried as many keys that are not valid as it may, for so long. */
  public static ProblemException tooManyGuesses(Duration retryAfter) {
    return new ProblemException(
        ProblemCode.RATE_LIMITED,
        null,
        "Too many keys that are not valid came from this address.",
        null,
        retryAfter);
  }

  /** What went wrong, as the caller's program sees it. */
  public ProblemCode code() {
    return code;
  }

  /** The field at fault, such as {@code files[1].contents}; null where no field is. */
  public @Nullable String path() {
    return path;
  }

  /** How long the caller should wait before it tries again, where that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
