package dev.satchel.intake;

import dev.satchel.codec.UploadEvent.FileText;
import dev.satchel.codec.UploadEvent.RequestText;
import dev.satchel.id.UuidText;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known so far of one upload. Checks each text as it comes: what the codec leaves to its
 * user. Used on the upload's event loop only.
 */
final class UploadDraft {

  final UUID id;

  /** Whether the upload has an {@code Idempotency-Key}. */
  final boolean keyed;

  private final int tiffWindow;

  final List<FileDraft> files = new ArrayList<>();
  @Nullable UUID userId;
  @Nullable UUID fileRequestId;
  @Nullable Long expiryInterval;

  /** Whether the files have to be images, as far as that is known. */
  boolean photosOnly;

  /**
   * @param tiffWindow bytes that are kept of each file, as {@link TiffWindow} says
   */
  UploadDraft(UUID id, boolean keyed, int tiffWindow) {
    this.id = id;
    this.keyed = keyed;
    this.tiffWindow = tiffWindow;
  }

  /** Tells what the body does not say. */
  void answers(Answering given) {
    userId = given.userId();
    fileRequestId = given.fileRequestId();
    expiryInterval = given.expiryInterval();
  }

  void startFile(int index) {
    files.add(new FileDraft(index, tiffWindow));
  }

  FileDraft currentFile() {
    return files.getLast();
  }

  void text(FileText text) {
    switch (text.member()) {
      case NAME -> currentFile().name = text.value();
      case DESCRIPTION -> currentFile().description = text.value();
      case TYPE -> currentFile().type = mediaType(text);
      case SHA256 -> currentFile().expect(text.value());
    }
  }

  void text(RequestText text) {
    switch (text.member()) {
      case USER_ID -> userId = uuid("userId", text.value());
      case FILE_REQUEST_ID -> fileRequestId = uuid("fileRequestId", text.value());
    }
  }

  /** Where they have to be images, refuses the first file that is known not to be one. */
  void requirePhotos() {
    if (photosOnly) {
      files.forEach(FileDraft::requirePhoto);
    }
  }

  private static @Nullable String mediaType(FileText text) {
    if (text.value() != null && !MediaTypeSyntax.isValid(text.value())) {
      String path = "files[" + text.index() + "].type";
      throw new ProblemException(
          ProblemCode.INVALID_MEDIA_TYPE, path, path + " is not a media type.");
    }
    return text.value();
  }

  private static @Nullable UUID uuid(String path, @Nullable String value) {
    return value == null
        ? null
        : UuidText.parse(value)
            .orElseThrow(
                () -> new ProblemException(ProblemCode.INVALID_ID, path, path + " is not a UUID."));
  }
}
