package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated documents, and broken ones made of them, are read as Jackson reads them. */
class UploadParserPropertyTest {
  private static final long SEED = 20_261;
  private static final int DOCUMENTS = 600;
  private static final int MUTATIONS = 12;

  /** Bytes that mean something in JSON, in UTF-8 or in base64. */
  private static final byte[] TELLING =
      "{}[]\",:\\/u0123456789.eE+-tfn =\n\t\r\u0000\u001f\u007f\u0080\u00bb\u00bf\u00c0\u00c3\u00e2\u00ed\u00ef\u00f0\u00f4\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final DocumentGenerator generator = new DocumentGenerator(SEED);
  private final Random random = new Random(SEED);

  @Test
  void readsGeneratedDocuments() {
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = Documents.utf8(generator.document());
      assertThat(Reading.of(document, document.length).fault()).isNull();
      check(document);
    }
  }

  @Test
  void readsMutatedDocuments() {
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = Documents.utf8(generator.document());
      for (int j = 0; j < MUTATIONS; j++) {
        check(mutated(document));
      }
    }
  }

  @Test
  void readsDocumentsWithSeveralMutations() {
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = Documents.utf8(generator.document());
      for (int j = 0; j < MUTATIONS / 2; j++) {
        document = mutated(document);
        check(document);
      }
    }
  }

  private void check(byte[] document) {
    try {
      Agreement.withReference(document);
      Agreement.ofChunks(document, 1, random.nextInt(2, 100));
    } catch (AssertionError e) {
      throw new AssertionError(
          "In " + new String(document, StandardCharsets.ISO_8859_1) + ": " + e.getMessage(), e);
    }
  }

  private byte[] mutated(byte[] document) {
    int at = random.nextInt(document.length + 1);
    int to = Math.min(document.length, at + random.nextInt(1, 4));
    byte[] telling = {TELLING[random.nextInt(TELLING.length)]};
    return switch (random.nextInt(5)) {
      case 0 -> spliced(document, at, to, new byte[0]);
      case 1 -> spliced(document, at, at, telling);
      case 2 -> spliced(document, at, Math.min(document.length, at + 1), telling);
      case 3 -> spliced(document, at, at, slice(document));
      default -> spliced(document, at, to, slice(document));
    };
  }

  private byte[] slice(byte[] document) {
    int from = random.nextInt(document.length + 1);
    return Arrays.copyOfRange(document, from, Math.min(document.length, from + random.nextInt(30)));
  }

  private static byte[] spliced(byte[] document, int from, int to, byte[] inserted) {
    byte[] result = new byte[document.length - (to - from) + inserted.length];
    System.arraycopy(document, 0, result, 0, from);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(document, to, result, from + inserted.length, document.length - to);
    return result;
  }
}
