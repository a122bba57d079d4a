package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.Encoder;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.Renderer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * libvips, from the first picture on that wants it. It brings eighty libraries along: to load them
 * takes longer than all of the rest of the start, and memory that a service which sees nothing but
 * JPEGs can do without.
 */
public final class VipsOnDemand implements Renderer {

  private static final Logger LOG = Logger.getLogger(VipsOnDemand.class);

  private final Supplier<VipsRenderer> loading;
  private @Nullable VipsRenderer loaded;
  private boolean tried;

  /**
   * @param loading throws whatever says that the library cannot be used
   */
  VipsOnDemand(Supplier<VipsRenderer> loading) {
    this.loading = loading;
  }

  /**
   * Empty where libvips is not installed.
   *
   * @param jpegs whose encoder is used for what is opaque
   * @param limits of each picture, beside the heap
   */
  public static Optional<VipsOnDemand> find(JpegRenderer jpegs, ImageLimits limits) {
    return find(jpegs.encoder()::encode, limits);
  }

  /** The same where libjpeg-turbo is not installed. */
  public static Optional<VipsOnDemand> find(ImageLimits limits) {
    return find(opaque -> Encoder.encode(new Picture(opaque, null)), limits);
  }

  private static Optional<VipsOnDemand> find(
      VipsRenderer.OpaqueEncoder encoder, ImageLimits limits) {
    return Vips.isInstalled()
        ? Optional.of(new VipsOnDemand(() -> new VipsRenderer(Vips.load(), encoder, limits)))
        : Optional.empty();
  }

  /** The name of its file, which tells its version; empty where it is not installed. */
  public static String file() {
    return Vips.file();
  }

  /** Whether libvips would be wanted for such a picture. Does not load it. */
  public static boolean reads(PictureHeader header) {
    return VipsRenderer.reads(header);
  }

  /** What {@link #memory} answers. Does not load the library. */
  public static long estimate(PictureHeader header, Extent stored, Extent target) {
    return VipsMemory.rendering(header, stored, target);
  }

  @Override
  public long memory(PictureHeader header, Extent stored, Extent target) {
    return estimate(header, stored, target);
  }

  @Override
  public void load() {
    boolean _ = renderer().isPresent();
  }

  @Override
  public boolean takes(PictureHeader header) {
    return VipsRenderer.reads(header) && renderer().isPresent();
  }

  @Override
  public Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    return renderer().orElseThrow().render(header, target, source, deadline);
  }

  private synchronized Optional<VipsRenderer> renderer() {
    if (!tried) {
      tried = true;
      tryToLoad();
    }
    return Optional.ofNullable(loaded);
  }

  private void tryToLoad() {
    try {
      loaded = loading.get();
    } catch (RuntimeException | LinkageError unusable) {
      LOG.errorf(unusable, "libvips is installed and cannot be used");
    }
  }
}
