package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.PictureStep;
import dev.satchel.image.pipeline.Plan;
import java.awt.image.BufferedImage;
import org.imgscalr.Scalr;

/** Scales by halves, bicubically, to the exact size. */
final class Scale implements PictureStep {

  @Override
  public Picture apply(Picture picture, Plan plan) {
    BufferedImage pixels = picture.pixels();
    Extent target = plan.targetAsStored();
    return pixels.getWidth() == target.width() && pixels.getHeight() == target.height()
        ? picture
        : picture.with(
            Scalr.resize(
                pixels,
                Scalr.Method.QUALITY,
                Scalr.Mode.FIT_EXACT,
                target.width(),
                target.height()));
  }
}
