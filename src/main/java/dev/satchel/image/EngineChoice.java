package dev.satchel.image;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Which engine a process uses, here or as a worker. */
public enum EngineChoice {
  /**
   * The best that there is: {@link #NATIVE}, the command {@code vipsthumbnail}, or {@link
   * #PORTABLE}.
   */
  AUTO {
    @Override
    public ImageEngine engine(ImageLimits limits, ImageLimits onHeap) {
      try {
        return ImageEngine.natively(limits, onHeap);
      } catch (UnsupportedOperationException missing) {
        LOG.infof("Without the native engine: %s", missing.getMessage());
        Optional<ImageEngine> command = ImageEngine.byCommand(limits, onHeap);
        return command.orElseGet(() -> ImageEngine.portable(onHeap));
      }
    }
  },

  /** The system's libraries. */
  NATIVE {
    @Override
    public ImageEngine engine(ImageLimits limits, ImageLimits onHeap) {
      return ImageEngine.natively(limits, onHeap);
    }
  },

  /** Java alone. */
  PORTABLE {
    @Override
    public ImageEngine engine(ImageLimits limits, ImageLimits onHeap) {
      return ImageEngine.portable(onHeap);
    }
  };

  private static final Logger LOG = Logger.getLogger(EngineChoice.class);

  /**
   * Loads what it needs.
   *
   * @param limits of pictures that stand beside the heap
   * @param onHeap limits of those on it
   * @throws UnsupportedOperationException where something that was asked for is missing
   */
  public abstract ImageEngine engine(ImageLimits limits, ImageLimits onHeap);
}
