package dev.satchel.download;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.thumbnail.FileThumbnails;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds one thumbnail and makes another one, or none. Notes what it was asked for. */
final class FakeThumbnails implements FileThumbnails {

  final List<String> asked = new ArrayList<>();
  final List<UUID> sought = new ArrayList<>();
  private final Optional<Thumbnail> found;
  private final Optional<Thumbnail> made;

  FakeThumbnails(Optional<Thumbnail> found, Optional<Thumbnail> made) {
    this.found = found;
    this.made = made;
  }

  @Override
  public Uni<Sought> seek(UUID file, ImageSize size) {
    sought.add(file);
    return Uni.createFrom()
        .item(
            it -> {
              asked.add("find " + it.originalName + " " + size);
              return Uni.createFrom().item(found);
            });
  }

  @Override
  public Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize size) {
    asked.add("make " + file.originalName + " " + size);
    return Uni.createFrom().item(made);
  }
}
