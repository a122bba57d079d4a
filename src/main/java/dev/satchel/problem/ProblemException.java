package dev.satchel.problem;

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

  public ProblemException(ProblemCode code, @Nullable String path, String message) {
    this(code, path, message, null);
  }

  private ProblemException(
      ProblemCode code, @Nullable String path, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.code = code;
    this.path = path;
  }

  /** The object store did not do what it was asked, for {@code cause}. */
  public static ProblemException storageUnavailable(Throwable cause) {
    return new ProblemException(
        ProblemCode.STORAGE_UNAVAILABLE, null, "The object store is not available.", cause);
  }

  /** The database did not do what it was asked, for {@code cause}. */
  public static ProblemException databaseUnavailable(Throwable cause) {
    return new ProblemException(
        ProblemCode.DATABASE_UNAVAILABLE, null, "The database is not available.", cause);
  }

  /** The service has no room for the request now. */
  public static ProblemException overloaded(String message) {
    return new ProblemException(ProblemCode.OVERLOADED, null, message);
  }

  /** What went wrong, as the caller's program sees it. */
  public ProblemCode code() {
    return code;
  }

  /** The field at fault, such as {@code files[1].contents}; null where no field is. */
  public @Nullable String path() {
    return path;
  }
}
