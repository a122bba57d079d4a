package dev.satchel.image;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.system.VipsOnDemand;
import java.util.Optional;

/**
 * Thumbnails of which those by libvips, which brings dozens of decoders of every quality along, are
 * made in {@link IsolatedThumbnails worker processes}, and all others here. Safe for use by several
 * threads.
 */
public final class DividedThumbnails implements Thumbnails, AutoCloseable {

  private final ImageEngine here;
  private final IsolatedThumbnails isolated;
  private final ImageLimits limits;
  private final PictureMemory memory;

  /**
   * Starts no process yet.
   *
   * @param here which never gets to load libvips
   * @param limits of what is made in processes
   * @param memory that the processes share with {@code here}
   */
  public DividedThumbnails(
      ImageEngine here, IsolatedThumbnails isolated, ImageLimits limits, PictureMemory memory) {
    this.here = here;
    this.isolated = isolated;
    this.limits = limits;
    this.memory = memory;
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
    Optional<PictureHeader> byLibvips =
        PictureHeader.read(ImageBytes.of(source)).filter(VipsOnDemand::reads);
    return byLibvips
        .map(header -> isolated(header, source, asked))
        .orElseGet(() -> here.render(source, asked));
  }

  private Rendering isolated(PictureHeader header, byte[] source, ImageSize asked) {
    try {
      Extent stored = limits.checked(header.stored());
      Extent target = asked.target(header.orientation().applied(stored));
      long bytes =
          VipsOnDemand.estimate(header, stored, target)
              + RenderWorker.COPIES * (long) source.length;
      try (var _ = memory.take(bytes, limits.maxTime())) {
        return isolated.render(source, asked).of(target);
      }
    } catch (RefusedPicture refused) {
      return new NotDecodable(refused.reason());
    }
  }

  /** Ends the processes. */
  @Override
  public void close() {
    isolated.close();
  }
}
