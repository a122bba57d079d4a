package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BlobReceipt;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDigestTest {

  private static final UUID USER = new UUID(1, 2);

  /** {@code satchel.upload.max-description-length} allows 100,000, of up to three bytes each. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21_845, 21_846, 65_535, 65_536, 100_000})
  void takesTextsOfAnyLength(int length) {
    for (String character : new String[] {"a", "€"}) {
      byte[] digest = RequestDigest.of(described(character.repeat(length)));

      assertThat(digest)
          .hasSize(32)
          .isEqualTo(RequestDigest.of(described(character.repeat(length))));
      assertThat(digest).isNotEqualTo(RequestDigest.of(described(character.repeat(length) + "b")));
    }
  }

  @Test
  void tellsNoDescriptionFromAnEmptyOne() {
    assertThat(RequestDigest.of(described(null))).isNotEqualTo(RequestDigest.of(described("")));
  }

  @Test
  void differsWithWhateverIsAskedFor() {
    List<Consumer<UploadDraft>> changes =
        List.of(
            upload -> {},
            upload -> upload.userId = new UUID(9, 9),
            upload -> upload.fileRequestId = new UUID(1, 2),
            upload -> upload.expiryInterval = 1L,
            upload -> upload.currentFile().name = "b.txt",
            upload -> upload.currentFile().type = "text/html",
            upload -> upload.currentFile().received(BlobReceipt.of(new byte[2])),
            upload -> upload.files.add(upload.currentFile()));

    assertThat(changes.stream().map(RequestDigestTest::changed)).doesNotHaveDuplicates();
  }

  /** It is told by the key, and each upload of the same request has another id. */
  @Test
  void doesNotTellWhichUploadItIs() {
    var other = new UploadDraft(new UUID(5, 6), true, 1024);
    UploadDraft upload = described("x");
    other.userId = upload.userId;
    other.files.addAll(upload.files);

    assertThat(RequestDigest.of(other)).isEqualTo(RequestDigest.of(upload));
  }

  private static String changed(Consumer<UploadDraft> change) {
    UploadDraft upload = described("x");
    change.accept(upload);
    return HexFormat.of().formatHex(RequestDigest.of(upload));
  }

  private static UploadDraft described(@Nullable String description) {
    var upload = new UploadDraft(new UUID(3, 4), false, 1024);
    upload.userId = USER;
    upload.startFile(0);
    upload.currentFile().name = "a.txt";
    upload.currentFile().type = "text/plain";
    upload.currentFile().description = description;
    upload.currentFile().received(BlobReceipt.of(new byte[1]));
    return upload;
  }
}
