package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** First those in the store, then those that have yet to be made. */
@ApplicationScoped
class KeptOrMadeThumbnails implements FileThumbnails {

  private final StoredThumbnails stored;
  private final ThumbnailMaker maker;
  private final Renderings renderings;

  KeptOrMadeThumbnails(StoredThumbnails stored, ThumbnailMaker maker, Renderings renderings) {
    this.stored = stored;
    this.maker = maker;
    this.renderings = renderings;
  }

  @Override
  public Uni<Optional<Thumbnail>> find(StoredFile file, ImageSize size) {
    return stored
        .find(file.id, size, maker.identity())
        .chain(kept -> kept.isPresent() ? Uni.createFrom().item(kept) : make(file, size));
  }

  @Override
  public Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize size) {
    return renderings.thumbnail(file, size).map(made -> made.map(Thumbnail.class::cast));
  }
}
