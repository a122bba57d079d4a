package dev.satchel.file;

import dev.satchel.blob.BlobStore;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Chooses the form in which a file is served. */
@ApplicationScoped
class Representations {

  private final BlobStore blobs;
  private final ThumbnailWorkers workers;

  Representations(BlobStore blobs, ThumbnailWorkers workers) {
    this.blobs = blobs;
    this.workers = workers;
  }

  /**
   * The thumbnail of an image for which one was asked and can be had; else the original.
   *
   * @param imageSize {@code WxH}; null where none was asked for
   */
  Uni<Representation> choose(StoredFile file, @Nullable String imageSize) {
    var original = new Original(file, blobs);
    if (imageSize == null || !file.isImage()) {
      return Uni.createFrom().item(original);
    }
    ImageSize size = ImageSize.parse(imageSize).orElseThrow(Representations::invalidSize);
    return file.covers(size.width(), size.height())
        ? workers.render(original, size).map(rendering -> of(rendering, original, size))
        : Uni.createFrom().item(original);
  }

  private static Representation of(Rendering rendering, Original original, ImageSize size) {
    return switch (rendering) {
      case Rendering.Thumbnail made ->
          new ThumbnailImage(original, size.toString(), made.mimeType(), made.bytes());
      case Rendering.OriginalSuffices() -> original;
      case Rendering.NotDecodable(var reason) -> original;
    };
  }

  private static ProblemException invalidSize() {
    return new ProblemException(
        ProblemCode.INVALID_IMAGE_SIZE,
        "imageSize",
        "imageSize must be WxH, each from 1 to " + ImageSize.MAX_SIDE + ".");
  }
}
