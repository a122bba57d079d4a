package dev.satchel.image;

import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.system.VipsOnDemand;

/**
 * Thumbnails of which those by libvips, which brings dozens of decoders of every quality along, are
 * made in {@link IsolatedThumbnails worker processes}, and all others here. Safe for use by several
 * threads.
 */
public final class DividedThumbnails implements Thumbnails, AutoCloseable {

  private final ImageEngine here;
  private final IsolatedThumbnails isolated;

  /**
   * Starts no process yet.
   *
   * @param here which never gets to load libvips
   */
  public DividedThumbnails(ImageEngine here, IsolatedThumbnails isolated) {
    this.here = here;
    this.isolated = isolated;
  }

  @Override
  public String version() {
    return here.version();
  }

  @Override
  public String decoders() {
    return here.decoders();
  }

  @Override
  public Rendering render(byte[] source, ImageSize asked) {
    boolean byLibvips =
        PictureHeader.read(ImageBytes.of(source)).filter(VipsOnDemand::reads).isPresent();
    return byLibvips ? isolated.render(source, asked) : here.render(source, asked);
  }

  /** Ends the processes. */
  @Override
  public void close() {
    isolated.close();
  }
}
