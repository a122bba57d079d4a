package dev.satchel.intake;

import dev.satchel.access.Actor;
import dev.satchel.file.StoredFile;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one upload leaves in the database.
 *
 * @param upload the id of its record among {@link PendingUploads}
 * @param actor who uploads
 * @param files one at least
 */
record UploadRows(UUID upload, Actor actor, List<StoredFile> files) {

  /** Something of the upload, for each of its files. */
  <T extends @Nullable Object> Stream<T> forEachFile(Function<UploadRows, T> value) {
    return files.stream().map(file -> value.apply(this));
  }
}
