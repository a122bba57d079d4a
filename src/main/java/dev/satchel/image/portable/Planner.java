package dev.satchel.image.portable;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Plan;
import java.io.IOException;

/** Decides by the header and the decoder how a source is decoded by ImageIO. */
final class Planner {

  /** Decoded pixels for each pixel of the thumbnail, along one side: skipping more would show. */
  private static final int OVERSAMPLING = 3;

  private final ImageLimits limits;

  Planner(ImageLimits limits) {
    this.limits = limits;
  }

  /** The decoder may understand the header differently, so its own reading is checked too. */
  Plan plan(PictureHeader header, Extent target, Decoder decoder)
      throws IOException, RefusedPicture {
    Extent source = limits.checked(header.stored());
    Extent decodable = limits.checked(decoder.size());
    if (header.decoding().firstFrame() == null && !decodable.equals(source)) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    int most = mostSubsampling(source, header.orientation().applied(target));
    // Scans and drawings lose their lines where pixels are skipped.
    for (int step = decoder.hasPalette() ? 1 : most; step <= most; step++) {
      Plan plan = new Plan(header, target, step);
      if (MemoryEstimate.bytes(plan, source, decodable, decoder) <= limits.maxMemory()) {
        return plan;
      }
    }
    throw new RefusedPicture(Reason.TOO_LARGE);
  }

  private static int mostSubsampling(Extent source, Extent target) {
    int ratio = Math.min(source.width() / target.width(), source.height() / target.height());
    return Math.max(1, ratio / OVERSAMPLING);
  }
}
