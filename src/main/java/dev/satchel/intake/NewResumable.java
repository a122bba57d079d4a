package dev.satchel.intake;

import dev.satchel.codec.UploadMetadata;
import dev.satchel.id.UuidText;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resumable upload that is asked for.
 *
 * @param metadata as the client has sent it, for it to be told again
 * @param length bytes of the whole file; empty where the client will say so later
 */
record NewResumable(
    String metadata,
    OptionalLong length,
    String name,
    String type,
    @Nullable String description,
    UUID userId,
    @Nullable UUID fileRequestId,
    @Nullable Long expiryInterval) {

  /**
   * What was read, if it may be asked for.
   *
   * @throws ProblemException with the key of the metadata that is at fault
   */
  static NewResumable of(String metadata, UploadMetadata read, OptionalLong length) {
    if (!MediaTypeSyntax.isValid(read.filetype())) {
      throw new ProblemException(
          ProblemCode.INVALID_MEDIA_TYPE, "filetype", "filetype is not a media type.");
    }
    String request = read.fileRequestId();
    return new NewResumable(
        metadata,
        length,
        read.filename(),
        read.filetype(),
        read.description(),
        uuid("userId", read.userId()),
        request == null ? null : uuid("fileRequestId", request),
        read.expiryInterval());
  }

  private static UUID uuid(String path, String value) {
    return UuidText.parse(value)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.INVALID_ID, path, path + " is not a UUID."));
  }
}
