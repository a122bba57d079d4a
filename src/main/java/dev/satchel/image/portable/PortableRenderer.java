package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Codecs;
import dev.satchel.image.pipeline.CompensateBlack;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.DropOpaqueAlpha;
import dev.satchel.image.pipeline.Encoder;
import dev.satchel.image.pipeline.Flatten;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.PictureStep;
import dev.satchel.image.pipeline.Plan;
import dev.satchel.image.pipeline.Renderer;
import dev.satchel.image.pipeline.ToStandardRgb;
import dev.satchel.image.pipeline.TurnUpright;
import java.io.IOException;
import java.util.List;

/**
 * ImageIO and imgscalr, on any JVM: JPEG, PNG, GIF, WebP, TIFF, BigTIFF and BMP, but not HEIC and
 * AVIF. Uses no temporary files and no display ({@code java.awt.headless} should be set).
 */
public final class PortableRenderer implements Renderer {

  /** For wider samples the platform's TIFF reader makes tables of 2 to that power entries. */
  private static final int MAX_SAMPLE_BITS = 16;

  private final Planner planner;
  private final List<PictureStep> steps;

  /**
   * Loads nothing yet.
   *
   * @param limits of each picture, on the heap
   */
  public PortableRenderer(ImageLimits limits) {
    this.planner = new Planner(limits);
    this.steps =
        List.of(
            new Flatten(),
            new DropOpaqueAlpha(),
            new Scale(),
            new TurnUpright(),
            new ToStandardRgb(),
            new CompensateBlack());
  }

  @Override
  public boolean takes(PictureHeader header) {
    return header.format() != ImageFormat.HEIF && header.decoding().sampleBits() <= MAX_SAMPLE_BITS;
  }

  @Override
  public Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    Codecs.useNoFiles();
    try (Decoder decoder = Decoder.open(header, source, deadline)) {
      Plan plan = planner.plan(header, target, decoder);
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
