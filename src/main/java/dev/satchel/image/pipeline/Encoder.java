package dev.satchel.image.pipeline;

import dev.satchel.image.Rendering.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes opaque pictures as JPEG and others as PNG: pixels only, no metadata. */
public final class Encoder {

  private static final float QUALITY = 0.85f;

  private Encoder() {}

  /**
   * The thumbnail.
   *
   * @param picture upright, in sRGB
   */
  public static Thumbnail encode(Picture picture) throws IOException {
    BufferedImage pixels = picture.pixels();
    boolean transparent = pixels.getColorModel().hasAlpha();
    return new Thumbnail(
        written(pixels, transparent ? "png" : "jpeg"),
        transparent ? "image/png" : "image/jpeg",
        pixels.getWidth(),
        pixels.getHeight());
  }

  private static byte[] written(BufferedImage pixels, String format) throws IOException {
    ImageWriter writer = Codecs.writer(format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(pixels, null, null), param(writer, format));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriteParam param(ImageWriter writer, String format) {
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (format.equals("jpeg")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
    }
    return param;
  }
}
