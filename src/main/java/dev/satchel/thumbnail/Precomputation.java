package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Has thumbnails made of images that have just arrived, in the sizes that {@code
 * satchel.image.precompute} names. They wait for all that requests ask for, and those for which
 * there is no room are made when they are asked for.
 */
@ApplicationScoped
public class Precomputation {

  private final Renderings renderings;
  private final List<ImageSize> sizes;

  Precomputation(Renderings renderings, ThumbnailConfig config) {
    this.renderings = renderings;
    this.sizes =
        config.precompute().orElse(List.of()).stream()
            .map(size -> ImageSize.parse(size).orElseThrow())
            .toList();
  }

  /** Returns at once. */
  public void committed(List<StoredFile> files) {
    for (StoredFile file : files) {
      for (ImageSize size : sizes) {
        if (file.isImage()) {
          renderings.prepare(file, ThumbnailBox.of(file, size));
        }
      }
    }
  }
}
