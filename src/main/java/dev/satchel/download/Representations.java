package dev.satchel.download;

import dev.satchel.blob.BlobReads;
import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.FileThumbnails;
import dev.satchel.thumbnail.LostThumbnailException;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the form in which a file is served. */
@ApplicationScoped
class Representations {

  private final BlobReads blobs;
  private final FileThumbnails thumbnails;

  Representations(BlobReads blobs, FileThumbnails thumbnails) {
    this.blobs = blobs;
    this.thumbnails = thumbnails;
  }

  /**
   * Answers with the thumbnail of an image for which one was asked and can be had; else with the
   * original. Where a kept thumbnail turns out to be lost, it answers once more, with a new one.
   *
   * @param imageSize {@code WxH}; null where none was asked for
   */
  <T> Uni<T> answer(
      StoredFile file, @Nullable String imageSize, Function<Representation, Uni<T>> answer) {
    var original = new Original(file, blobs);
    if (imageSize == null || !file.isImage()) {
      return answer.apply(original);
    }
    ImageSize size = ImageSize.parse(imageSize).orElseThrow(Representations::invalidSize);
    return file.covers(size.width(), size.height())
        ? thumbnail(original, size, answer)
        : answer.apply(original);
  }

  private <T> Uni<T> thumbnail(
      Original original, ImageSize size, Function<Representation, Uni<T>> answer) {
    return thumbnails
        .find(original.file(), size)
        .chain(found -> answered(original, found, answer))
        .onFailure(LostThumbnailException.class)
        .recoverWithUni(
            () ->
                thumbnails
                    .make(original.file(), size)
                    .chain(made -> answered(original, made, answer)));
  }

  private static <T> Uni<T> answered(
      Original original, Optional<Thumbnail> thumbnail, Function<Representation, Uni<T>> answer) {
    return thumbnail
        .map(it -> answer.apply(new ThumbnailForm(original, it)).invoke(answered -> it.served()))
        .orElseGet(() -> answer.apply(original));
  }

  private static ProblemException invalidSize() {
    return new ProblemException(
        ProblemCode.INVALID_IMAGE_SIZE,
        "imageSize",
        "imageSize must be WxH, each from 1 to " + ImageSize.MAX_SIDE + ".");
  }
}
