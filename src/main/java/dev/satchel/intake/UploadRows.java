package dev.satchel.intake;

import dev.satchel.file.StoredFile;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one upload leaves in the database.
 *
 * @param files one at least
 */
record UploadRows(UUID upload, List<StoredFile> files) {

  Stream<UUID> uploadOfEachFile() {
    return files.stream().map(file -> upload);
  }
}
