package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** What must hold of the reading of any bytes whatever. */
final class Agreement {
  private Agreement() {}

  /** The parser tells what the reference tells, and refuses what the reference refuses. */
  static void withReference(byte[] document) {
    Reading reading = Reading.of(document, Math.max(1, document.length));
    Optional<ReferenceTree> tree = ReferenceTree.of(document);
    Optional<List<String>> expected = tree.flatMap(ReferenceReading::of);
    assertThat(reading.accepted()).isEqualTo(expected.isPresent());
    expected.ifPresent(lines -> assertThat(reading.events()).isEqualTo(lines));
    if (reading.notJson()) {
      assertThat(tree).isEmpty();
    }
  }

  /** The parser tells the same, however the document arrives. */
  static void ofChunks(byte[] document, int... chunkSizes) {
    Reading whole = Reading.of(document, Math.max(1, document.length));
    for (int size : chunkSizes) {
      assertThat(Reading.of(document, UploadLimits.defaults(), _ -> size, size % 2 == 0))
          .isEqualTo(whole);
    }
  }
}
