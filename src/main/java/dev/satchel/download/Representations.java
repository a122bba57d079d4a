package dev.satchel.download;

import dev.satchel.blob.BlobReads;
import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.FileThumbnails;
import dev.satchel.thumbnail.Thumbnail;
import dev.satchel.thumbnail.ThumbnailConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
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
   * @param imageSize {@code WxH}; null where none was asked for
   * @throws ProblemException with {@code invalid_image_size} where it is of another form, and the
   *     file is an image, and {@code not_renderable} where no thumbnail can be had and nothing else
   *     is to be served
   */
  Uni<Representation> choose(StoredFile file, @Nullable String imageSize) {
    var original = new Original(file, blobs);
    if (imageSize == null) {
      return Uni.createFrom().item(original);
    }
    if (!file.isImage()) {
      return Uni.createFrom().item(instead(original));
    }
    ImageSize size = ImageSize.parse(imageSize).orElseThrow(Representations::invalidSize);
    return thumbnails.find(file, size).map(found -> form(original, size, found));
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
