package dev.satchel.image.pipeline;

import static org.imgscalr.Scalr.Rotation.CW_180;
import static org.imgscalr.Scalr.Rotation.CW_270;
import static org.imgscalr.Scalr.Rotation.CW_90;
import static org.imgscalr.Scalr.Rotation.FLIP_HORZ;
import static org.imgscalr.Scalr.Rotation.FLIP_VERT;

import dev.satchel.image.header.Orientation;
import java.awt.image.BufferedImage;
import java.util.List;
import org.imgscalr.Scalr;
import org.imgscalr.Scalr.Rotation;

/** Applies the orientation: after scaling, when there are few pixels left to move. */
public final class TurnUpright implements PictureStep {

  @Override
  public Picture apply(Picture picture, Plan plan) {
    BufferedImage pixels = picture.pixels();
    for (Rotation turn : turns(plan.orientation())) {
      pixels = Scalr.rotate(pixels, turn);
    }
    return picture.with(pixels);
  }

  private static List<Rotation> turns(Orientation orientation) {
    return switch (orientation) {
      case UPRIGHT -> List.of();
      case MIRRORED -> List.of(FLIP_HORZ);
      case UPSIDE_DOWN -> List.of(CW_180);
      case MIRRORED_UPSIDE_DOWN -> List.of(FLIP_VERT);
      case TRANSPOSED -> List.of(CW_90, FLIP_HORZ);
      case QUARTER_TURN_CLOCKWISE -> List.of(CW_90);
      case TRANSVERSED -> List.of(CW_90, FLIP_VERT);
      case QUARTER_TURN_COUNTERCLOCKWISE -> List.of(CW_270);
    };
  }
}
