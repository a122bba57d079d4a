package dev.satchel.download;

import dev.satchel.blob.BlobReads;
import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.FileThumbnails;
import dev.satchel.thumbnail.FileThumbnails.Sought;
import dev.satchel.thumbnail.Thumbnail;
import dev.satchel.thumbnail.ThumbnailConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses the form in which a file is served. Opens nothing. */
@ApplicationScoped
class Representations {

  private final BlobReads blobs;
  private final FileThumbnails thumbnails;
  private final boolean strict;

  @Inject
  Representations(BlobReads blobs, FileThumbnails thumbnails, ThumbnailConfig config) {
    this(blobs, thumbnails, config.strict());
  }

  /**
   * @param strict whether nothing is served instead of a thumbnail that cannot be had
   */
  Representations(BlobReads blobs, FileThumbnails thumbnails, boolean strict) {
    this.blobs = blobs;
    this.thumbnails = thumbnails;
    this.strict = strict;
  }

  /**
   * The thumbnail of an image for which one was asked and can be had; else the original, unless
   * that is not to be served for it.
   *
   * <p>Fails as {@code found} does; with {@code invalid_image_size} where the size is of another
   * form, and the file is an image; and with {@code not_renderable} where no thumbnail can be had
   * and nothing else is to be served.
   *
   * @param found the file, if the caller may see it; a kept thumbnail is looked for at the same
   *     time
   * @param imageSize {@code WxH}; null where none was asked for
   */
  Uni<Representation> choose(UUID id, Uni<StoredFile> found, @Nullable String imageSize) {
    if (imageSize == null) {
      return found.map(this::original);
    }
    return ImageSize.parse(imageSize)
        .map(
            size ->
                Uni.combine()
                    .all()
                    .unis(found, thumbnails.seek(id, size))
                    .withUni((file, sought) -> choose(file, size, sought)))
        .orElseGet(() -> found.map(this::withoutSize));
  }

  private Uni<Representation> choose(StoredFile file, ImageSize size, Sought sought) {
    var original = original(file);
    return file.isImage()
        ? sought.of(file).map(thumbnail -> form(original, size, thumbnail))
        : Uni.createFrom().item(() -> instead(original));
  }

  private Representation withoutSize(StoredFile file) {
    if (file.isImage()) {
      throw invalidSize();
    }
    return instead(original(file));
  }

  private Original original(StoredFile file) {
    return new Original(file, blobs);
  }

  /** What takes the place of a kept thumbnail that is lost: one made now, or else the original. */
  Uni<Representation> anew(ThumbnailForm lost) {
    return thumbnails
        .make(lost.original().file(), lost.size())
        .map(made -> form(lost.original(), lost.size(), made));
  }

  private Representation form(Original original, ImageSize size, Optional<Thumbnail> thumbnail) {
    return thumbnail
        .<Representation>map(it -> new ThumbnailForm(original, size, it))
        .orElseGet(() -> instead(original));
  }

  /** What is served where a thumbnail was asked for and there is none to be had. */
  private Representation instead(Original original) {
    if (strict) {
      throw new ProblemException(
          ProblemCode.NOT_RENDERABLE, "imageSize", "There is no thumbnail of this file.");
    }
    return original;
  }

  private static ProblemException invalidSize() {
    return new ProblemException(
        ProblemCode.INVALID_IMAGE_SIZE,
        "imageSize",
        "imageSize must be WxH, each from 1 to " + ImageSize.MAX_SIDE + ".");
  }
}
