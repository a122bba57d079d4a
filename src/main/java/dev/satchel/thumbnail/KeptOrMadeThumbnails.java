package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.thumbnail.Found.Kept;
import dev.satchel.thumbnail.Found.Nothing;
import dev.satchel.thumbnail.Found.Undecodable;
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
  public Uni<Optional<Thumbnail>> find(StoredFile file, ImageSize asked) {
    ImageSize size = ThumbnailBox.of(file, asked);
    return stored
        .find(file.id, size, maker.identity())
        .chain(
            found ->
                switch (found) {
                  case Kept(Thumbnail kept) -> Uni.createFrom().item(Optional.of(kept));
                  case Undecodable() -> Uni.createFrom().item(Optional.empty());
                  case Nothing() -> make(file, size);
                });
  }

  @Override
  public Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize asked) {
    return renderings
        .thumbnail(file, ThumbnailBox.of(file, asked))
        .map(made -> made.map(Thumbnail.class::cast));
  }
}
