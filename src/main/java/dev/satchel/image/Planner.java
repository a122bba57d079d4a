package dev.satchel.image;

import dev.satchel.image.Rendering.Reason;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides by the header alone whether and how a source is decoded. */
final class Planner {

  /** Decoded pixels for each pixel of the thumbnail, along one side: skipping more would show. */
  private static final int OVERSAMPLING = 3;

  /** For wider samples the platform's TIFF reader makes tables of 2 to that power entries. */
  private static final int MAX_SAMPLE_BITS = 16;

  private final ImageLimits limits;

  Planner(ImageLimits limits) {
    this.limits = limits;
  }

  PictureHeader decodableHeader(byte[] source) throws RefusedPicture {
    PictureHeader header =
        PictureHeader.read(ImageBytes.of(source))
            .filter(known -> known.format() != ImageFormat.HEIF)
            .orElseThrow(() -> new RefusedPicture(Reason.UNKNOWN_FORMAT));
    if (header.decoding().sampleBits() > MAX_SAMPLE_BITS) {
      throw new RefusedPicture(Reason.UNKNOWN_FORMAT);
    }
    return header;
  }

  /** The thumbnail's size, upright; empty where it would enlarge the picture. */
  Optional<Extent> target(PictureHeader header, ImageSize asked) throws RefusedPicture {
    return asked.cover(header.orientation().applied(checkPixels(header.stored())));
  }

  /** The decoder may understand the header differently, so its own reading is checked too. */
  Plan plan(PictureHeader header, Extent target, Decoder decoder)
      throws IOException, RefusedPicture {
    Extent source = checkPixels(header.stored());
    Extent decodable = checkPixels(decoder.size());
    if (header.decoding().firstFrame() == null && !decodable.equals(source)) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    Plan plan = new Plan(header, target, subsampling(source, header.orientation().applied(target)));
    if (MemoryEstimate.bytes(plan, source, decodable, decoder) > limits.maxMemory()) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    return plan;
  }

  private static int subsampling(Extent source, Extent target) {
    int ratio = Math.min(source.width() / target.width(), source.height() / target.height());
    return Math.max(1, ratio / OVERSAMPLING);
  }

  private Extent checkPixels(@Nullable Extent size) throws RefusedPicture {
    if (size == null) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    if (size.pixels() > limits.maxPixels()) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    return size;
  }
}
