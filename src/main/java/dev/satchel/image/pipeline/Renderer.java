package dev.satchel.image.pipeline;

import dev.satchel.image.Extent;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.PictureHeader;
import java.io.IOException;

/** Makes thumbnails of some kinds of pictures. Safe for use by several threads. */
public interface Renderer {

  /** Loads now what would be loaded with the first picture. */
  default void load() {}

  /** Whether pictures with such a header can be rendered. */
  boolean takes(PictureHeader header);

  /**
   * Bytes beside the heap that rendering will need, by our estimate, from above; 0 where it keeps a
   * limit of its own on the heap.
   *
   * @param stored the size of the pixels as stored
   * @param target as for {@link #render}
   */
  default long memory(PictureHeader header, Extent stored, Extent target) {
    return 0;
  }

  /**
   * The whole picture, upright, in sRGB, at the exact size.
   *
   * @param target upright, no side larger than the picture's
   * @param source the whole file; not changed
   * @throws IOException where the decoder gives up
   */
  Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture;
}
