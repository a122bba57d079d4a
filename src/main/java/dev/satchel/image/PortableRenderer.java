package dev.satchel.image;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.OriginalSuffices;
import dev.satchel.image.Rendering.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Thumbnails by ImageIO and imgscalr, on any JVM: JPEG, PNG, GIF, WebP, TIFF and BMP, but not HEIC
 * and AVIF. Uses no temporary files and no display ({@code java.awt.headless} should be set).
 *
 * <p>Declared sizes are checked before any pixel is allocated. A decoder's exceptions and errors,
 * {@link OutOfMemoryError} included, become {@link NotDecodable}. Safe for use by several threads;
 * each call needs up to the limits' memory.
 */
public final class PortableThumbnails implements Thumbnails {

  private final ImageLimits limits;
  private final Planner planner;
  private final List<PictureStep> steps;

  public PortableThumbnails(ImageLimits limits) {
    ImageIO.setUseCache(false);
    this.limits = limits;
    this.planner = new Planner(limits);
    this.steps =
        List.of(
            new Flatten(),
            new DropOpaqueAlpha(),
            new Scale(),
            new TurnUpright(),
            new ToStandardRgb());
  }

  @Override
  public Rendering render(byte[] source, ImageSize asked) {
    try {
      return rendered(source, asked);
    } catch (RefusedPicture refused) {
      return new NotDecodable(refused.reason());
    } catch (IOException | RuntimeException broken) {
      return new NotDecodable(reason(broken));
    } catch (VirtualMachineError | LinkageError | AssertionError fault) {
      return new NotDecodable(Reason.DECODER_FAULT);
    }
  }

  private static Reason reason(Exception broken) {
    if (Thread.currentThread().isInterrupted()) {
      return Reason.INTERRUPTED;
    }
    return broken instanceof InterruptedIOException ? Reason.OUT_OF_TIME : Reason.BROKEN;
  }

  private Rendering rendered(byte[] source, ImageSize asked) throws IOException, RefusedPicture {
    Deadline deadline = new Deadline(limits.maxTime());
    PictureHeader header = planner.decodableHeader(source);
    Optional<Extent> target = planner.target(header, asked);
    if (target.isEmpty()) {
      return new OriginalSuffices();
    }
    try (Decoder decoder = Decoder.open(header, source, deadline)) {
      Plan plan = planner.plan(header, target.get(), decoder);
      Picture picture = decoder.decode(plan);
      for (PictureStep step : steps) {
        deadline.check();
        picture = step.apply(picture, plan);
      }
      deadline.check();
      return Encoder.encode(picture);
    }
  }
}
