package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Settings;
import dev.satchel.testing.VersionedStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Removal from a bucket that keeps versions, and what uploads take back from it. */
class BlobRemovalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final BlobKey KEY = new BlobKey("upload/0");

  private VersionedStore store;
  private S3AsyncClient s3;
  private StoreConnection connection;
  private BlobRemoval removal;

  @BeforeEach
  void start() throws IOException {
    store = VersionedStore.start();
    s3 = store.client();
    connection = new StoreConnection(s3, Settings.defaults(StoreConfig.class));
    removal = new BlobRemoval(connection);
  }

  @AfterEach
  void stop() {
    s3.close();
    store.close();
  }

  @Test
  void removesAllVersions() {
    store.put(KEY.value());
    store.put(KEY.value());
    store.put(KEY.derived("not").value());

    assertThat(removal.remove(List.of(KEY)).await().atMost(PATIENCE)).isEmpty();

    assertThat(store.versions()).containsOnlyKeys(KEY.derived("not").value());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 503})
  void removesNothingWhereItCannotLearnOfVersions(int status) {
    store.put(KEY.value());
    store.answerVersioning(status);

    assertThatThrownBy(() -> removal.remove(List.of(KEY)).await().atMost(PATIENCE))
        .isInstanceOf(ProblemException.class);

    assertThat(store.versions().get(KEY.value())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501})
  void takesAStoreThatDoesNotKnowOfVersionsForOneWithout(int status) {
    store.answerVersioning(status);

    assertThat(removal.remove(List.of(KEY)).await().atMost(PATIENCE)).isEmpty();
  }

  @Test
  void uploadsTakeBackTheVersionThatTheyBrought() {
    var upload = new ObjectUpload(connection, WriteProof.CHECKSUM, KEY.value());
    upload.put(new byte[1]).join();

    upload.undo().join();

    assertThat(store.versions()).isEmpty();
  }

  @Test
  void removesMoreThanAPageOfWhatAnUploadHasBrought() {
    UUID upload = UUID.randomUUID();
    for (int i = 0; i < 2_001; i++) {
      store.put(BlobKey.of(upload, i).value());
    }

    assertThat(removal.removeUpload(upload).await().atMost(PATIENCE)).isEqualTo(2_001);

    assertThat(store.versions()).isEmpty();
  }

  /** The store's answers have no {@code IsTruncated}. */
  @ParameterizedTest
  @ValueSource(ints = {200, 405, 501})
  void findsNoOpenUploadsWhereTheStoreDoesNotTellOfThem(int status) {
    store.answerUploads(status);

    var pages = new OpenUploads(connection).pages().collect().asList();

    assertThat(pages.await().atMost(PATIENCE)).allSatisfy(page -> assertThat(page).isEmpty());
  }

  @Test
  void removesAllVersionsOfWhatAnUploadHasBrought() {
    UUID upload = UUID.randomUUID();
    store.put(BlobKey.of(upload, 0).value());
    store.put(BlobKey.of(upload, 0).value());
    store.put(BlobKey.of(upload, 1).value());

    assertThat(removal.removeUpload(upload).await().atMost(PATIENCE)).isEqualTo(2);

    assertThat(store.versions()).isEmpty();
  }
}
