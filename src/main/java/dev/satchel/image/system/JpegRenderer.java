package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.EmbeddedProfile;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.JpegFrame;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.Plan;
import dev.satchel.image.pipeline.Renderer;
import dev.satchel.image.pipeline.ToStandardRgb;
import dev.satchel.image.pipeline.TurnUpright;
import java.awt.Point;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JPEGs by libjpeg-turbo. A picture without a colour profile stays as JPEG keeps it, in planes,
 * from end to end; else it takes the way over red, green and blue.
 */
public final class JpegRenderer implements Renderer {

  private static final int PLANES_BYTES_PER_PIXEL = 6; // native and on the heap, 4:4:4 at worst
  private static final int TARGET_BYTES_PER_PIXEL = 16;

  /**
   * Where nothing is converted: planes scaled, turned and handed to the encoder, 4:4:4 at worst.
   */
  private static final int TARGET_PLANES_BYTES_PER_PIXEL = 9;

  /** A scan more is the work of decoding the picture again. */
  private static final int SCANS_OF_A_LARGE_PICTURE = 10;

  private final TurboJpeg library;
  private final JpegEncoder encoder;
  private final ImageLimits limits;
  private final TurnUpright turnUpright = new TurnUpright();
  private final ToStandardRgb toStandardRgb = new ToStandardRgb();

  private JpegRenderer(TurboJpeg library, ImageLimits limits) {
    this.library = library;
    this.encoder = new JpegEncoder(library);
    this.limits = limits;
  }

  /**
   * Loads libjpeg-turbo. Throws whatever says that it is not there, or not of the kind that we
   * know.
   *
   * @param limits of each picture, beside the heap
   */
  public static JpegRenderer load(ImageLimits limits) {
    Allocator.keepLittle();
    return new JpegRenderer(TurboJpeg.load(), limits);
  }

  /** What it encodes with. */
  JpegEncoder encoder() {
    return encoder;
  }

  @Override
  public boolean takes(PictureHeader header) {
    JpegFrame frame = header.decoding().jpegFrame();
    return header.format() == ImageFormat.JPEG && frame != null && frame.common();
  }

  @Override
  public long memory(PictureHeader header, Extent stored, Extent target) {
    Extent decoded = JpegDecoder.sufficient(stored, new Plan(header, target, 1).targetAsStored());
    JpegFrame frame = header.decoding().jpegFrame();
    long coefficients = frame == null ? 0 : frame.workingBytesPerPixel();
    boolean planes = header.decoding().profile() == null;
    return stored.pixels() * coefficients
        + decoded.pixels() * PLANES_BYTES_PER_PIXEL
        + target.pixels() * (planes ? TARGET_PLANES_BYTES_PER_PIXEL : TARGET_BYTES_PER_PIXEL);
  }

  @Override
  public Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    checkScans(header, source);
    try (JpegDecoder decoder = new JpegDecoder(library, source)) {
      if (!decoder.size().equals(header.stored())) {
        throw new RefusedPicture(Reason.BROKEN);
      }
      Plan plan = new Plan(header, target, 1);
      Extent decoded = decoder.sufficient(plan.targetAsStored());
      return header.decoding().profile() == null && decoder.planar()
          ? planes(plan, decoder.planes(decoded), deadline)
          : pixels(plan, decoder.pixels(decoded), deadline);
    }
  }

  private Thumbnail planes(Plan plan, YuvPicture picture, Deadline deadline)
      throws IOException, RefusedPicture {
    deadline.check();
    YuvPicture scaled = picture.scaled(plan.targetAsStored());
    deadline.check();
    return encoder.encode(scaled.upright(plan.orientation()));
  }

  private Thumbnail pixels(Plan plan, BufferedImage decoded, Deadline deadline)
      throws IOException, RefusedPicture {
    deadline.check();
    EmbeddedProfile profile = plan.header().decoding().profile();
    BufferedImage scaled = scaled(decoded, plan.targetAsStored());
    Picture picture = new Picture(scaled, profile == null ? null : usable(profile, plan));
    deadline.check();
    picture = toStandardRgb.apply(picture, plan);
    deadline.check();
    return encoder.encode(turnUpright.apply(picture, plan).pixels());
  }

  private static @Nullable ICC_Profile usable(EmbeddedProfile profile, Plan plan) {
    JpegFrame frame = plan.header().decoding().jpegFrame();
    return frame != null && frame.gray() ? profile.gray() : profile.rgb();
  }

  private static BufferedImage scaled(BufferedImage pixels, Extent target) {
    byte[] samples = ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    Extent size = new Extent(pixels.getWidth(), pixels.getHeight());
    byte[] scaled = Resampler.resampled(samples, size, target, 3);
    var model = (ComponentSampleModel) pixels.getSampleModel();
    var raster =
        Raster.createWritableRaster(
            model.createCompatibleSampleModel(target.width(), target.height()),
            new DataBufferByte(scaled, scaled.length),
            new Point());
    return new BufferedImage(pixels.getColorModel(), raster, false, null);
  }

  /** The library cannot be interrupted, so how long it will take has to be known before. */
  private void checkScans(PictureHeader header, byte[] source) throws RefusedPicture {
    long work = limits.checked(header.stored()).pixels() * JpegFrame.scans(source);
    if (work > limits.maxPixels() * SCANS_OF_A_LARGE_PICTURE) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
  }
}
