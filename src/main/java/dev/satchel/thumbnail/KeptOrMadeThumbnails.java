package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.thumbnail.Found.Kept;
import dev.satchel.thumbnail.Found.Nothing;
import dev.satchel.thumbnail.Found.Undecodable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

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
  public Uni<Sought> seek(UUID file, ImageSize asked) {
    return found(file, asked).map(found -> it -> thumbnail(it, asked, found));
  }

  /** Of a picture that is smaller than was asked for, something else is kept. */
  private Uni<Optional<Thumbnail>> thumbnail(StoredFile file, ImageSize asked, Found found) {
    ImageSize size = ThumbnailBox.of(file, asked);
    return size.equals(asked)
        ? keptOrMade(file, size, found)
        : found(file.id, size).chain(it -> keptOrMade(file, size, it));
  }

  private Uni<Found> found(UUID file, ImageSize size) {
    return stored.find(file, size, maker.identity());
  }

  private Uni<Optional<Thumbnail>> keptOrMade(StoredFile file, ImageSize size, Found found) {
    return switch (found) {
      case Kept(Thumbnail kept) -> Uni.createFrom().item(Optional.of(kept));
      case Undecodable() -> Uni.createFrom().item(Optional.empty());
      case Nothing() -> make(file, size);
    };
  }

  @Override
  public Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize asked) {
    return renderings
        .thumbnail(file, ThumbnailBox.of(file, asked))
        .map(made -> made.map(Thumbnail.class::cast));
  }
}
