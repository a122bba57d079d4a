package dev.satchel.file;

import dev.satchel.blob.BlobStore;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the form in which a file is served. */
@ApplicationScoped
class Representations {

  private final BlobStore blobs;
  private final StoredThumbnails stored;
  private final ThumbnailMaker maker;
  private final Renderings renderings;
  private final ThumbnailMetrics metrics;

  Representations(
      BlobStore blobs,
      StoredThumbnails stored,
      ThumbnailMaker maker,
      Renderings renderings,
      ThumbnailMetrics metrics) {
    this.blobs = blobs;
    this.stored = stored;
    this.maker = maker;
    this.renderings = renderings;
    this.metrics = metrics;
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
    return stored
        .find(original.file(), size, maker.identity())
        .chain(
            found ->
                found
                    .map(row -> kept(original, size, row, answer))
                    .orElseGet(() -> made(original, size).chain(answer::apply)));
  }

  private <T> Uni<T> kept(
      Original original,
      ImageSize size,
      ThumbnailRow row,
      Function<Representation, Uni<T>> answer) {
    return answer
        .apply(new StoredThumbnail(original, row, stored))
        .invoke(metrics::served)
        .onFailure(StoredThumbnails::isUnreadable)
        .recoverWithUni(() -> made(original, size).chain(answer::apply));
  }

  private Uni<Representation> made(Original original, ImageSize size) {
    return renderings
        .thumbnail(original, size)
        .map(
            made ->
                made.<Representation>map(it -> new ThumbnailImage(original, it)).orElse(original));
  }

  private static ProblemException invalidSize() {
    return new ProblemException(
        ProblemCode.INVALID_IMAGE_SIZE,
        "imageSize",
        "imageSize must be WxH, each from 1 to " + ImageSize.MAX_SIDE + ".");
  }
}
