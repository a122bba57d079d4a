package dev.satchel.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a resumable upload is.
 *
 * @param offset bytes that are durable; all of them only where the file exists
 * @param length bytes of the whole file; null where the client has not said
 * @param expiresAt from when on it is as if there were none
 * @param metadata as the client has sent it; null once the file exists
 * @param finished whether the file exists, which has the same id
 */
public record ResumableState(
    UUID id,
    long offset,
    @Nullable Long length,
    Instant expiresAt,
    @Nullable String metadata,
    boolean finished) {

  static ResumableState of(ResumableUpload upload) {
    return new ResumableState(
        upload.id(),
        upload.received(),
        upload.length(),
        upload.expiresAt(),
        upload.description().metadata(),
        upload.finished());
  }

  ResumableState at(long received) {
    return new ResumableState(id, received, length, expiresAt, metadata, finished);
  }

  ResumableState whole() {
    return new ResumableState(id, length == null ? offset : length, length, expiresAt, null, true);
  }
}
