package dev.satchel.download;

import dev.satchel.blob.BlobReads;
import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.FileThumbnails;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the form in which a file is served. Opens nothing. */
@ApplicationScoped
class Representations {

  private final BlobReads blobs;
  private final FileThumbnails thumbnails;

  Representations(BlobReads blobs, FileThumbnails thumbnails) {
    this.blobs = blobs;
    this.thumbnails = thumbnails;
  }

  /**
   * The thumbnail of an image for which one was asked and can be had; else the original.
   *
   * @param imageSize {@code WxH}; null where none was asked for
   * @throws ProblemException with {@code invalid_image_size} where it is of another form, and the
   *     file is an image
   */
  Uni<Representation> choose(StoredFile file, @Nullable String imageSize) {
    var original = new Original(file, blobs);
    if (imageSize == null || !file.isImage()) {
      return Uni.createFrom().item(original);
    }
    ImageSize size = ImageSize.parse(imageSize).orElseThrow(Representations::invalidSize);
    return file.covers(size.width(), size.height())
        ? thumbnails.find(file, size).map(found -> form(original, size, found))
        : Uni.createFrom().item(original);
  }

  /** What takes the place of a kept thumbnail that is lost: one made now, or else the original. */
  Uni<Representation> anew(ThumbnailForm lost) {
    return thumbnails
        .make(lost.original().file(), lost.size())
        .map(made -> form(lost.original(), lost.size(), made));
  }

  private static Representation form(
      Original original, ImageSize size, Optional<Thumbnail> thumbnail) {
    return thumbnail
        .<Representation>map(it -> new ThumbnailForm(original, size, it))
        .orElse(original);
  }

  private static ProblemException invalidSize() {
    return new ProblemException(
        ProblemCode.INVALID_IMAGE_SIZE,
        "imageSize",
        "imageSize must be WxH, each from 1 to " + ImageSize.MAX_SIDE + ".");
  }
}
