package dev.satchel.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Reads whatever bytes the fuzzer finds.
 *
 * <p>Runs over its seeds only; with {@code JAZZER_FUZZ=1} in the environment it looks for more.
 */
class UploadParserFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void readsAsTheReferenceDoesHoweverItArrives(byte[] document) {
    Agreement.withReference(document);
    Agreement.ofChunks(document, 1, 2, 7, 61);
  }
}
