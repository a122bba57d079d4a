package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Reads whatever bytes the fuzzer finds.
 *
 * <p>Runs over its seeds only; with {@code JAZZER_FUZZ=1} in the environment it looks for more.
 */
class MultipartFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void readsTheSameHoweverItArrives(byte[] body) {
    Reading whole = Form.read(body, Integer.MAX_VALUE);
    for (int size : new int[] {1, 2, 7, 61}) {
      assertThat(Form.read(body, size)).isEqualTo(whole);
    }
  }
}
