package dev.satchel.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.thumbnail.ThumbnailRows.Maker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which thumbnails are kept, and whose are replaced by whom. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class StoredThumbnailsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ImageSize SIZE = new ImageSize(200, 140);
  private static final Maker NATIVE = maker("native-2");
  private static final Maker PORTABLE = maker("portable-1");

  @Inject StoredThumbnails thumbnails;
  @Inject ThumbnailRows rows;
  @Inject SettableClock clock;

  private String id = "";

  @BeforeEach
  void upload() {
    id = FilesApi.BOOTSTRAP.uploadOne(UploadDocument.of("source"));
  }

  @AfterEach
  void setTheClock() {
    clock.reset();
  }

  @Test
  void replacesWhatAnotherEngineHasMade() throws Exception {
    keep(maker("native-1"), "old");
    String old = Storage.thumbnails(id, 1).getFirst();
    assertThat(find(NATIVE)).isEmpty();

    keep(NATIVE, "new");

    Eventually.holds(() -> assertThat(find(NATIVE)).isPresent());
    assertThat(Storage.thumbnails(id, 1)).doesNotContain(old);
    Eventually.holds(() -> assertThat(Storage.objects()).doesNotContain(old));
    assertThat(served(NATIVE)).isEqualTo("new");
  }

  @Test
  void isNeverReplacedByThePortableEngine() throws Exception {
    keep(NATIVE, "better");
    String better = Storage.thumbnails(id, 1).getFirst();
    assertThat(served(PORTABLE)).isEqualTo("better");

    assertThat(begin(PORTABLE)).isFalse();

    assertThat(Storage.thumbnails(id, 1)).containsExactly(better);
  }

  @Test
  void isBroughtByOneAtATimeUntilItsLeaseHasRunOut() throws Exception {
    assertThat(begin(NATIVE)).isTrue();
    assertThat(begin(NATIVE)).isFalse();
    assertThat(find(NATIVE)).isEmpty();

    clock.advance(Duration.ofMinutes(5));
    keep(NATIVE, "taken over");

    Eventually.holds(() -> assertThat(find(NATIVE)).isPresent());
    Eventually.holds(
        () ->
            assertThat(Storage.rows("select size from thumbnail where file_id = '" + id + "'"))
                .hasSize(1));
  }

  @Test
  void isNotKeptOfAFileThatIsGoing() throws Exception {
    FilesApi.BOOTSTRAP.delete(id);
    assertThat(begin(NATIVE)).isFalse();

    String expiring = FilesApi.BOOTSTRAP.uploadOne(UploadDocument.of("x").expiryInterval(60));
    clock.advance(Duration.ofMinutes(1));
    assertThat(await(rows.begin(UUID.fromString(expiring), SIZE, NATIVE, row()))).isFalse();
  }

  /** A removal that did not wait: its file, and the row of the thumbnail, are gone at once. */
  @Test
  void leavesNothingWhereTheFileGoesMeanwhile() throws Exception {
    var row = row();
    assertThat(await(rows.begin(UUID.fromString(id), SIZE, NATIVE, row))).isTrue();
    String source = Storage.objectKey(id);
    Storage.rows("delete from stored_file where id = '" + id + "' returning id::text");
    Storage.delete(source);

    assertThat(await(rows.stored(row.key()))).isFalse();
    keep(NATIVE, "too late");

    Storage.assertTidy();
  }

  private void keep(Maker maker, String bytes) throws Exception {
    byte[] made = bytes.getBytes(StandardCharsets.UTF_8);
    thumbnails.keep(
        UUID.fromString(id),
        new BlobKey(UUID.randomUUID() + "/0"),
        SIZE,
        maker,
        new MadeThumbnail("image/jpeg", made, BlobReceipt.of(made)));
  }

  @Test
  void remembersWhatCannotBeDecodedUntilSomethingElseDecodes() {
    note(NATIVE, Reason.BROKEN);

    clock.advance(Duration.ofDays(1000));
    assertThat(undecodable(NATIVE)).isTrue();
    assertThat(undecodable(PORTABLE)).isFalse();
    note(PORTABLE, Reason.BROKEN);
    assertThat(undecodable(NATIVE)).as("only the last ones are known").isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"OUT_OF_TIME", "DECODER_FAULT"})
  void triesOnceMoreWhatMayHaveBeenTheMomentsFault(Reason reason) {
    note(NATIVE, reason);
    assertThat(undecodable(NATIVE)).isTrue();

    clock.advance(Duration.ofHours(1));
    assertThat(undecodable(NATIVE)).isFalse();
    note(NATIVE, reason);
    clock.advance(Duration.ofDays(1000));
    assertThat(undecodable(NATIVE)).isTrue();
  }

  private void note(Maker maker, Reason reason) {
    await(rows.undecodable(UUID.fromString(id), maker, reason).replaceWith(true));
  }

  private boolean undecodable(Maker maker) {
    return await(rows.find(UUID.fromString(id), SIZE, maker)).undecodable();
  }

  private static Maker maker(String version) {
    return new Maker(version, version + " of the newest libraries");
  }

  private boolean begin(Maker maker) {
    return await(rows.begin(UUID.fromString(id), SIZE, maker, row()));
  }

  private static ThumbnailRow row() {
    return new ThumbnailRow(
        new BlobKey(UUID.randomUUID() + "/0-200x140-" + UUID.randomUUID()),
        "image/jpeg",
        BlobReceipt.of(new byte[0]));
  }

  private Optional<ThumbnailRow> find(Maker maker) {
    return await(rows.find(UUID.fromString(id), SIZE, maker)).kept();
  }

  private String served(Maker maker) {
    return new String(await(thumbnails.bytes(find(maker).orElseThrow())), StandardCharsets.UTF_8);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
