package dev.satchel.image.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Extent;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ResamplerTest {

  /** By the definition: each sample a weighted sum over both directions, in floating point. */
  @RepeatedTest(40)
  void agreesWithTheDefinition(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Extent from = new Extent(1 + random.nextInt(90), 1 + random.nextInt(90));
    Extent to = new Extent(1 + random.nextInt(from.width()), 1 + random.nextInt(from.height()));
    int channels = 1 + 2 * random.nextInt(2);
    byte[] samples = new byte[from.width() * from.height() * channels];
    random.nextBytes(samples);

    byte[] scaled = Resampler.resampled(samples, from, to, channels);

    assertThat(scaled).hasSize(to.width() * to.height() * channels);
    for (int y = 0; y < to.height(); y++) {
      for (int x = 0; x < to.width() * channels; x++) {
        double exact = exact(samples, from, to, channels, x, y);
        assertThat(scaled[y * to.width() * channels + x] & 0xFF)
            .as("%s to %s at %s,%s", from, to, x, y)
            .isBetween((int) Math.floor(exact) - 1, (int) Math.ceil(exact) + 1);
      }
    }
  }

  private static double exact(
      byte[] samples, Extent from, Extent to, int channels, int column, int y) {
    FilterTaps down = FilterTaps.of(from.height(), to.height());
    FilterTaps along = FilterTaps.of(from.width(), to.width());
    int x = column / channels;
    double sum = 0;
    for (int tap = 0; tap < along.weights()[x].length; tap++) {
      int at = (along.first()[x] + tap) * channels + column % channels;
      double vertical = 0;
      for (int row = 0; row < down.weights()[y].length; row++) {
        int index = (down.first()[y] + row) * from.width() * channels + at;
        vertical += weight(down, y, row) * (samples[index] & 0xFF);
      }
      sum += weight(along, x, tap) * Math.clamp(vertical, 0, 255);
    }
    return Math.clamp(sum, 0, 255);
  }

  private static double weight(FilterTaps taps, int sample, int tap) {
    return (double) taps.weights()[sample][tap] / FilterTaps.ONE;
  }

  @Test
  void weightsAddUpAndStayInside() {
    for (int from = 1; from < 300; from += 7) {
      for (int to = 1; to <= from; to++) {
        FilterTaps taps = FilterTaps.of(from, to);
        for (int i = 0; i < to; i++) {
          assertThat(Arrays.stream(taps.weights()[i]).sum()).isEqualTo(FilterTaps.ONE);
          assertThat(taps.first()[i]).isNotNegative();
          assertThat(taps.first()[i] + taps.weights()[i].length).isLessThanOrEqualTo(from);
        }
      }
    }
  }

  @Test
  void leavesOneColourAsItIs() {
    byte[] samples = new byte[97 * 61];
    Arrays.fill(samples, (byte) 201);

    assertThat(Resampler.resampled(samples, new Extent(97, 61), new Extent(40, 13), 1))
        .containsOnly((byte) 201);
  }
}
