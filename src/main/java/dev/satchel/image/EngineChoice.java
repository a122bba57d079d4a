package dev.satchel.image;

import org.jboss.logging.Logger;

/** Which engine a process uses, here or as a worker. */
public enum EngineChoice {
  /**
   * The best that there is: {@link #NATIVE}, or {@link #PORTABLE} with libvips where only that is
   * installed.
   */
  AUTO {
    @Override
    public ImageEngine engine(ImageLimits limits, PictureMemory memory, ImageLimits onHeap) {
      try {
        return ImageEngine.natively(limits, memory, onHeap);
      } catch (UnsupportedOperationException missing) {
        LOG.infof("Without the native engine: %s", missing.getMessage());
        return ImageEngine.byLibvips(limits, memory, onHeap)
            .orElseGet(() -> ImageEngine.portable(onHeap));
      }
    }
  },

  /** The system's libraries. */
  NATIVE {
    @Override
    public ImageEngine engine(ImageLimits limits, PictureMemory memory, ImageLimits onHeap) {
      return ImageEngine.natively(limits, memory, onHeap);
    }
  },

  /** Java alone. */
  PORTABLE {
    @Override
    public ImageEngine engine(ImageLimits limits, PictureMemory memory, ImageLimits onHeap) {
      return ImageEngine.portable(onHeap);
    }
  };

  private static final Logger LOG = Logger.getLogger(EngineChoice.class);

  /**
   * Loads what it needs.
   *
   * @param limits of pictures that stand beside the heap
   * @param memory that those share
   * @param onHeap limits of those on it
   * @throws UnsupportedOperationException where something that was asked for is missing
   */
  public abstract ImageEngine engine(ImageLimits limits, PictureMemory memory, ImageLimits onHeap);

  /** One with these limits on the heap and beside it, all of whose memory is its own. */
  public ImageEngine engine(ImageLimits limits) {
    return engine(limits, new PictureMemory(limits.maxMemory()), limits);
  }
}
