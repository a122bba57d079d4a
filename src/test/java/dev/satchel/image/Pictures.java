package dev.satchel.image;

import dev.satchel.image.header.Exif;
import dev.satchel.image.pipeline.Codecs;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes test pictures: four quadrants of distinct colours. */
public final class Pictures {

  public static final Color TOP_LEFT = Color.RED;
  public static final Color TOP_RIGHT = Color.GREEN;
  public static final Color BOTTOM_LEFT = Color.BLUE;
  public static final Color BOTTOM_RIGHT = Color.YELLOW;

  private Pictures() {}

  public static BufferedImage quadrants(int width, int height) {
    return quadrants(width, height, BufferedImage.TYPE_INT_RGB);
  }

  public static BufferedImage quadrants(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    fill(graphics, TOP_LEFT, 0, 0, width, height);
    fill(graphics, TOP_RIGHT, width / 2, 0, width, height);
    fill(graphics, BOTTOM_LEFT, 0, height / 2, width, height);
    fill(graphics, BOTTOM_RIGHT, width / 2, height / 2, width, height);
    graphics.dispose();
    return image;
  }

  private static void fill(Graphics2D graphics, Color colour, int x, int y, int width, int height) {
    graphics.setColor(colour);
    graphics.fillRect(x, y, width, height);
  }

  /** Noise that no encoder makes small, for pictures whose decoding takes a while. */
  public static BufferedImage detailed(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (127 + 60 * Math.sin(x / 7.0) + 60 * Math.cos(y / 11.0));
        image.setRGB(x, y, wave << 16 | (wave ^ (x & 31)) << 8 | (255 - wave));
      }
    }
    return image;
  }

  public static byte[] encoded(BufferedImage image, String format) {
    return written(image, format, false);
  }

  public static byte[] jpeg(int width, int height) {
    return jpeg(quadrants(width, height), false);
  }

  public static byte[] jpeg(BufferedImage image, boolean progressive) {
    return written(image, "jpeg", progressive);
  }

  /** A TIFF of strips, which begins with its directory. */
  static byte[] tiff(BufferedImage image, String compression) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionType(compression);
    return written(new IIOImage(image, null, null), writer, param);
  }

  /** A JPEG of four inks, all of the same strength, and turned round as Adobe has it. */
  static byte[] jpegOfInks(int side, int strength) {
    WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, side, side, 4, null);
    int[] samples = new int[side * side * 4];
    Arrays.fill(samples, 255 - strength);
    inks.setPixels(0, 0, side, side, samples);
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    return Exif.inserted(written(new IIOImage(inks, null, null), "jpeg", false), 2, marker);
  }

  private static byte[] written(BufferedImage image, String format, boolean progressive) {
    return written(new IIOImage(image, null, null), format, progressive);
  }

  private static byte[] written(IIOImage image, String format, boolean progressive) {
    try {
      ImageWriter writer = Codecs.writer(format);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.95f);
      }
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      return written(image, writer, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] written(IIOImage image, ImageWriter writer, ImageWriteParam param) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, image, param);
      writer.dispose();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Where the first scan of a JPEG begins, behind its header. */
  static int endOfHeader(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != 0xDA) {
      at += 2 + length(jpeg, at);
    }
    return at + 2 + length(jpeg, at);
  }

  private static int length(byte[] jpeg, int segment) {
    return ByteBuffer.wrap(jpeg).getShort(segment + 2) & 0xFFFF;
  }

  public static BufferedImage decoded(byte[] bytes) {
    try {
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With so many segments of 64 KiB before all others, as phones keep depth maps. */
  public static byte[] withExtendedXmp(byte[] jpeg, int segments) {
    byte[] segment = new byte[2 + 0xFFFF];
    Arrays.fill(segment, 0, 4, (byte) 0xFF);
    segment[1] = (byte) 0xE1;
    byte[] name = "http://ns.adobe.com/xmp/extension/\0".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, segment, 4, name.length);
    var bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    for (int i = 0; i < segments; i++) {
      bytes.writeBytes(segment);
    }
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /** A file of the resources beside the tests. */
  public static byte[] fixture(String name) {
    try (InputStream file = Objects.requireNonNull(Pictures.class.getResourceAsStream(name))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One small file of every kind, by name. */
  public static Map<String, byte[]> ofEveryKind() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("jpeg", Exif.of(6).taken("2021:01:15 14:33:29").inJpeg(jpeg(64, 48)));
    files.put("progressive.jpeg", jpeg(quadrants(64, 48), true));
    files.put("gray.jpeg", jpeg(quadrants(64, 48, BufferedImage.TYPE_BYTE_GRAY), false));
    files.put("png", encoded(quadrants(64, 48), "png"));
    files.put("alpha.png", encoded(quadrants(64, 48, BufferedImage.TYPE_INT_ARGB), "png"));
    files.put("palette.png", encoded(quadrants(64, 48, BufferedImage.TYPE_BYTE_INDEXED), "png"));
    files.put("gif", encoded(quadrants(64, 48), "gif"));
    files.put("bmp", encoded(quadrants(64, 48), "bmp"));
    files.put("tiff", encoded(quadrants(64, 48), "tiff"));
    files.put("big.tiff", Tiffs.rgb(quadrants(64, 48)).big().file());
    files.put("old-jpeg.tiff", Tiffs.oldJpeg(jpeg(64, 48), new Extent(64, 48), false).file());
    files.put("inks.tiff", Tiffs.filled(5, 8, 4, 0, 255, 0, 0).profile(Profiles.inks()).file());
    files.put("lab.tiff", Tiffs.filled(8, 16, 3, 0x8000, 0x4000, 0x4000, 0x8000).file());
    for (String name :
        new String[] {
          "photo.heic", "turned.avif", "lossy.webp", "lossless.webp", "lossy-alpha.webp",
          "lossless-alpha.webp", "exif.webp", "animated.webp", "ycck.jpg", "cmyk.jpg"
        }) {
      files.put(name, fixture(name));
    }
    return files;
  }
}
