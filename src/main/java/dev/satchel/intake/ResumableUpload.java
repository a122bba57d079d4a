package dev.satchel.intake;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobProgress;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload that comes over several requests, as it is on record.
 *
 * @param fence of the request that may write it; one with a lower fence cannot
 * @param nextPart the first number of a part that nobody has used
 * @param length bytes of the whole file; null where the client has not said
 * @param received bytes that are durable
 * @param description what the client has said of the file
 * @param progress where they are
 * @param found what its first part tells of the picture
 * @param finished whether the file exists, which has the same id
 */
record ResumableUpload(
    UUID id,
    long fence,
    int nextPart,
    @Nullable Long length,
    long received,
    Instant expiresAt,
    Description description,
    BlobProgress progress,
    HeadFindings found,
    boolean finished) {

  /**
   * What the client has said of the file. Nulls where its file exists: then that is where to look.
   *
   * @param metadata as it was sent
   * @param photosOnly whether the file request takes nothing but pictures
   */
  record Description(
      @Nullable String metadata,
      @Nullable String name,
      @Nullable String type,
      @Nullable String text,
      @Nullable UUID userId,
      @Nullable UUID fileRequestId,
      @Nullable Long expiryInterval,
      boolean photosOnly) {

    static Description of(Row row) {
      return new Description(
          row.getString("metadata"),
          row.getString("original_name"),
          row.getString("mime_type"),
          row.getString("description"),
          row.getUUID("user_id"),
          row.getUUID("file_request_id"),
          row.getLong("expiry_interval"),
          row.getBoolean("photos_only"));
    }
  }

  /** Where its parts go. */
  BlobKey key() {
    return BlobKey.of(id, 0);
  }

  /** Whether all that has come is in parts, one at least. */
  boolean isInParts() {
    return progress.pieces().isEmpty() && !progress.parts().isEmpty();
  }

  /** Whether every byte is on record, in the file or on the way to it. */
  boolean isWhole() {
    return Objects.equals(length, received);
  }
}
