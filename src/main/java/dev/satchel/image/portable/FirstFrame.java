package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.pipeline.Plan;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Places the first frame of an animation on its canvas, which may be larger; the rest is clear. */
final class FirstFrame {

  private FirstFrame() {}

  static BufferedImage onCanvas(BufferedImage pixels, Plan plan) {
    Rectangle frame = plan.header().decoding().firstFrame();
    Extent canvas = plan.header().stored();
    if (frame == null || canvas == null || covers(frame, canvas)) {
      return pixels;
    }
    int step = plan.subsampling();
    Extent size = canvas.everyNth(step);
    BufferedImage placed =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = placed.createGraphics();
    graphics.drawImage(pixels, frame.x / step, frame.y / step, null);
    graphics.dispose();
    return placed;
  }

  private static boolean covers(Rectangle frame, Extent canvas) {
    return frame.equals(new Rectangle(canvas.width(), canvas.height()));
  }
}
