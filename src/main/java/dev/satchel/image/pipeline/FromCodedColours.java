package dev.satchel.image.pipeline;

import dev.satchel.image.header.CodedColours;
import java.awt.image.BufferedImage;

/**
 * Converts colours that a header tells by numbers to sRGB. What is brighter than the white of a
 * page (203 candela per square metre, ITU-R BT.2408) is compressed into what is left above it.
 *
 * <p>Alpha stays as it is. Runs over the thumbnail, whose samples have 8 bits.
 */
public final class FromCodedColours implements PictureStep {

  /** From linear light of the primaries to that of sRGB (IEC 61966-2-1; SMPTE EG 432-1). */
  private static final double[] FROM_P3 = {
    1.2249402, -0.2249402, 0, -0.0420570, 1.0420570, 0, -0.0196376, -0.0786360, 1.0982736
  };

  /** The same of ITU-R BT.2020 (BT.2087). */
  private static final double[] FROM_BT_2020 = {
    1.6604910,
    -0.5876411,
    -0.0728499,
    -0.1245505,
    1.1328999,
    -0.0083494,
    -0.0181508,
    -0.1005789,
    1.1187297
  };

  private static final double[] SAME = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private static final int SAMPLES = 256;
  private static final int OPAQUE = 0xFF;

  @Override
  public Picture apply(Picture picture, Plan plan) {
    CodedColours colours = plan.header().decoding().colours();
    if (colours == null || colours.standard()) {
      return picture;
    }
    var conversion = new Conversion(colours);
    BufferedImage pixels = picture.pixels();
    int[] row = new int[pixels.getWidth()];
    for (int y = 0; y < pixels.getHeight(); y++) {
      pixels.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        row[x] = conversion.converted(row[x]);
      }
      pixels.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return picture;
  }

  /** Of one picture. Not thread-safe. */
  private static final class Conversion {

    private final CodedColours from;
    private final double[] matrix;
    private final double[] light = new double[SAMPLES];

    Conversion(CodedColours from) {
      this.from = from;
      this.matrix =
          switch (from.primaries()) {
            case CodedColours.BT_2020 -> FROM_BT_2020;
            case CodedColours.DCI_P3, CodedColours.DISPLAY_P3 -> FROM_P3;
            default -> SAME;
          };
      for (int i = 0; i < SAMPLES; i++) {
        light[i] = TransferFunction.light(from.transfer(), i / (SAMPLES - 1.0));
      }
    }

    int converted(int argb) {
      double red = light[argb >> 16 & OPAQUE];
      double green = light[argb >> 8 & OPAQUE];
      double blue = light[argb & OPAQUE];
      double gain =
          from.transfer() == CodedColours.HLG ? TransferFunction.hlgGain(red, green, blue) : 1;
      double r = gain * (matrix[0] * red + matrix[1] * green + matrix[2] * blue);
      double g = gain * (matrix[3] * red + matrix[4] * green + matrix[5] * blue);
      double b = gain * (matrix[6] * red + matrix[7] * green + matrix[8] * blue);
      double scale = from.bright() ? TransferFunction.compression(Math.max(r, Math.max(g, b))) : 1;
      return (argb & (OPAQUE << 24))
          | sample(r * scale) << 16
          | sample(g * scale) << 8
          | sample(b * scale);
    }

    private static int sample(double linear) {
      return (int) Math.round(TransferFunction.standard(Math.clamp(linear, 0, 1)) * (SAMPLES - 1));
    }
  }
}
