package dev.satchel.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture of 12 megapixels with the detail of a photo: smooth noise of many scales, and grain.
 */
final class Photo {

  static final int WIDTH = 4032;
  static final int HEIGHT = 3024;

  private static final int SCALES = 8;
  private static final float QUALITY = 0.9f;

  private final Random random = new Random(1);
  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

  Photo() {
    float[] light = noise(90);
    float[] red = noise(27);
    float[] blue = noise(27);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      float grain = (float) random.nextGaussian() * 2;
      float grey = 128 + light[i] + grain;
      pixels[i] = sample(grey + red[i]) << 16 | sample(grey) << 8 | sample(grey + blue[i]);
    }
  }

  void writeJpeg(Path path) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(QUALITY);
    try (ImageOutputStream output = ImageIO.createImageOutputStream(path.toFile())) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }

  void writePng(Path path) throws IOException {
    ImageIO.write(image, "png", path.toFile());
  }

  /** Each scale is half as large and half as strong as the one before. */
  private float[] noise(float strength) {
    var sum = new float[WIDTH * HEIGHT];
    for (int scale = 0; scale < SCALES; scale++) {
      add(sum, 1 << (SCALES + 1 - scale), strength / (1 << scale));
    }
    return sum;
  }

  private void add(float[] sum, int cell, float strength) {
    int columns = WIDTH / cell + 2;
    var grid = new float[columns * (HEIGHT / cell + 2)];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = strength * (random.nextFloat() * 2 - 1);
    }
    for (int y = 0; y < HEIGHT; y++) {
      float down = (float) (y % cell) / cell;
      for (int x = 0; x < WIDTH; x++) {
        float right = (float) (x % cell) / cell;
        int corner = y / cell * columns + x / cell;
        float above = mix(grid[corner], grid[corner + 1], right);
        float below = mix(grid[corner + columns], grid[corner + columns + 1], right);
        sum[y * WIDTH + x] += mix(above, below, down);
      }
    }
  }

  private static float mix(float from, float to, float part) {
    return from + (to - from) * part;
  }

  private static int sample(float value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}
