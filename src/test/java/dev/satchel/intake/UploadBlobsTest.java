package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.blob.BlobSink;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one upload holds of memory, bucket and database, and that it gives all of it back. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class UploadBlobsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SEGMENT = 64 * 1024;

  /** Tells the test of what the upload hears. */
  private static final class Heard implements BlobSink.Listener {

    final Semaphore room = new Semaphore(0);
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void writable() {
      room.release();
    }

    @Override
    public void failed(Throwable cause) {
      failures.add(cause);
    }
  }

  @Inject BlobStore store;
  @Inject PendingUploads pending;
  @Inject HeadProbe probe;

  private final BufferBudget budget = new BufferBudget(4 * SEGMENT, 1);
  private final ExecutorService eventLoop = Executors.newSingleThreadExecutor();
  private final Heard heard = new Heard();
  private final FileDraft first = new FileDraft(0, 1024);
  private final FileDraft second = new FileDraft(1, 1024);

  @AfterEach
  void tidy() throws Exception {
    eventLoop.close();
    Storage.clearLeftovers();
  }

  @Test
  void holdsNothingBeforeContentsCome() throws Exception {
    UploadBlobs blobs = blobs();

    await(() -> blobs.discard());

    assertThat(budget.reservedBytes()).isZero();
    assertThat(isOnRecord()).isFalse();
  }

  @Test
  void takesContentsOnceTheirOwnerIsOnRecord() throws Exception {
    UploadBlobs blobs = blobs();
    ByteBuffer contents = bytes("contents");

    // In one turn of the loop, in which no answer of the database can come between.
    assertThat(on(() -> List.of(blobs.write(first, contents), blobs.finish(first))))
        .containsExactly(false, false);
    assertThat(contents.position()).isZero();
    awaitRoom();

    assertThat(isOnRecord()).isTrue();
    assertThat(budget.reservedBytes()).isEqualTo(SEGMENT);
    assertThat(on(() -> blobs.write(first, contents))).isTrue();
    on(blobs::close);
  }

  @Test
  void bringsFilesAndKeepsThem() throws Exception {
    UploadBlobs blobs = admitted();
    write(blobs, first, "one");
    write(blobs, second, "two");

    await(blobs::durable);
    on(blobs::close);

    assertThat(heard.failures).isEmpty();
    assertThat(List.of(first, second)).extracting("blob.size").containsExactly(3L, 3L);
    assertThat(Storage.objects()).contains(first.key().value(), second.key().value());
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isZero());
    assertThat(isOnRecord()).isTrue();
  }

  @Test
  void removesWhatItHasBrought() throws Exception {
    UploadBlobs blobs = admitted();
    write(blobs, first, "one");
    await(blobs::durable);
    write(blobs, second, "two");

    await(blobs::discard);

    assertThat(Storage.objects()).doesNotContain(first.key().value(), second.key().value());
    assertThat(isOnRecord()).isFalse();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void removesWhatItWasAboutToHold() throws Exception {
    UploadBlobs blobs = blobs();
    on(() -> blobs.write(first, bytes("one")));

    await(blobs::discard);

    assertThat(isOnRecord()).isFalse();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void makesWayWhereItStillWaits() throws Exception {
    try (var everything = budget.reserve(4 * SEGMENT)) {
      UploadBlobs blobs = blobs();
      on(() -> blobs.write(first, bytes("one")));
      assertThat(budget.waiting()).isEqualTo(1);

      await(blobs::discard);

      assertThat(budget.waiting()).isZero();
      assertThat(isOnRecord()).isFalse();
    }
  }

  @Test
  void hearsThatTooManyWait() throws Exception {
    try (var everything = budget.reserve(4 * SEGMENT);
        var inLine = budget.reserve(SEGMENT)) {
      UploadBlobs blobs = blobs();

      assertThat(on(() -> blobs.write(first, bytes("one")))).isFalse();

      assertHears(ProblemCode.OVERLOADED);
      await(blobs::discard);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void hearsOfContentsThatAreNotThoseThatWereMeant() throws Exception {
    UploadBlobs blobs = admitted();
    on(
        () -> {
          first.expect("0".repeat(64));
          return true;
        });
    write(blobs, first, "one");

    assertHears(ProblemCode.DIGEST_MISMATCH);
    assertThatThrownBy(() -> await(blobs::durable)).isInstanceOf(ProblemException.class);
    await(blobs::discard);
    assertThat(Storage.objects()).doesNotContain(first.key().value());
    assertThat(isOnRecord()).isFalse();
  }

  private UploadBlobs blobs() {
    return new UploadBlobs(
        Optional.empty(), SEGMENT, eventLoop, heard, new BlobRoom(store, budget, pending, probe));
  }

  private UploadBlobs admitted() throws Exception {
    UploadBlobs blobs = blobs();
    on(() -> blobs.write(first, bytes("")));
    awaitRoom();
    return blobs;
  }

  private void write(UploadBlobs blobs, FileDraft file, String contents) throws Exception {
    assertThat(on(() -> blobs.write(file, bytes(contents)) && blobs.finish(file))).isTrue();
  }

  private void awaitRoom() throws InterruptedException {
    assertThat(heard.room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void assertHears(ProblemCode code) throws Exception {
    Eventually.holds(
        () ->
            assertThat(heard.failures)
                .singleElement()
                .isInstanceOfSatisfying(
                    ProblemException.class, it -> assertThat(it.code()).isEqualTo(code)));
  }

  private boolean isOnRecord() throws Exception {
    return !Storage.rows("select id::text from pending_upload").isEmpty();
  }

  private <T> T on(Supplier<T> work) throws Exception {
    return eventLoop.submit(work::get).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void on(Runnable work) throws Exception {
    eventLoop.submit(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void await(Supplier<Uni<Void>> work) throws Exception {
    on(work).await().atMost(PATIENCE);
  }

  private static ByteBuffer bytes(String contents) {
    return ByteBuffer.wrap(contents.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
