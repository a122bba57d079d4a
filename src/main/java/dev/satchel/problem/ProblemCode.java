package dev.satchel.problem;

import java.util.Locale;

/** The catalogue of stable error codes, each with its HTTP status. */
public enum ProblemCode {
  INVALID_JSON(400),
  INVALID_MULTIPART(400),
  INVALID_ENCODING(400),
  INVALID_BASE64(400),
  DUPLICATE_MEMBER(400),
  MISSING_MEMBER(400),
  WRONG_TYPE(400),
  INVALID_VALUE(400),
  UNSUPPORTED_TEXT(400),
  TEXT_TOO_LONG(400),
  TEXT_EMPTY(400),
  NO_FILES(400),
  TOO_DEEP(400),
  INVALID_ID(400),
  INVALID_MEDIA_TYPE(400),
  INVALID_IMAGE_SIZE(400),
  INVALID_CURSOR(400),
  INVALID_LIMIT(400),
  DIGEST_MISMATCH(400),
  UNKNOWN_FILE_REQUEST(400),
  INCOMPLETE_BODY(400),
  BAD_REQUEST(400),
  INVALID_IDEMPOTENCY_KEY(400),
  SCOPE_MISSING(403),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  UPLOAD_TOO_SLOW(408),
  IDEMPOTENCY_KEY_IN_USE(409),
  TOO_MANY_FILES(413),
  FILE_TOO_LARGE(413),
  REQUEST_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  UNSUPPORTED_CONTENT_ENCODING(415),
  IDEMPOTENCY_KEY_REUSED(422),
  OVERLOADED(503),
  UPLOAD_ABANDONED(503),
  SHUTTING_DOWN(503),
  DATABASE_UNAVAILABLE(503),
  STORAGE_UNAVAILABLE(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The code as it leaves, in snake case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
