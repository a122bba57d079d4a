package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.access.Actor;
import dev.satchel.access.Caller;
import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.database.Database;
import dev.satchel.file.FileView;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All files of an upload become visible, or none, and its record says which. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class FileCommitTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject FileCommit commit;
  @Inject PendingUploads pending;
  @Inject IdempotencyRecords records;
  @Inject Database database;
  @Inject TimeOrderedIds ids;
  @Inject Clock clock;

  private Caller caller = caller(new UUID(0, 0));

  @BeforeEach
  void findTheAccount() throws Exception {
    caller = caller(UUID.fromString(Storage.rows("select id::text from account").getFirst()));
  }

  /** These files have no objects. */
  @AfterEach
  void tidy() throws Exception {
    Storage.change("delete from stored_file where original_name like 'committed%'");
    Storage.clearLeftovers();
  }

  @Test
  void showsAllFilesAndEndsTheOwnershipOfTheirBlobs() throws Exception {
    UploadDraft draft = registered(2, false);

    List<FileView> files = await(commit.commit(caller, draft));

    assertThat(files)
        .extracting(FileView::originalName)
        .containsExactly("committed0", "committed1");
    assertThat(committed(draft)).isEqualTo(2);
    assertThat(isOnRecord(draft)).isFalse();
    assertThat(
            Storage.rows(
                "select outcome from audit_record where file_id = '" + files.getLast().id() + "'"))
        .containsExactly("done");
  }

  @Test
  void refusesAnUploadThatWasGivenUp() throws Exception {
    UploadDraft draft = registered(2, false);
    await(pending.abandon(record(draft)));

    assertAbandoned(() -> await(commit.commit(caller, draft)));

    assertThat(committed(draft)).isZero();
    assertThat(isOnRecord(draft)).isTrue();
  }

  @Test
  void commitsAnUploadOnce() throws Exception {
    UploadDraft draft = registered(1, false);
    await(commit.commit(caller, draft));

    assertAbandoned(() -> await(commit.commit(caller, draft)));

    assertThat(committed(draft)).isEqualTo(1);
  }

  @Test
  void refusesAllOfAnUploadOneOfWhoseFilesIsRefused() throws Exception {
    UploadDraft draft = registered(2, false);
    draft.currentFile().name = "committed\0";

    assertThatThrownBy(() -> await(commit.commit(caller, draft))).isInstanceOf(PgException.class);

    assertThat(committed(draft)).isZero();
    assertThat(isOnRecord(draft)).isTrue();
  }

  @Test
  void harmsNoneThatComesWithARefusedOne() throws Exception {
    UploadDraft good = registered(1, false);
    UploadDraft bad = registered(1, false);
    bad.currentFile().name = "committed\0";

    Uni<List<FileView>> goodFiles = commit.commit(caller, good).memoize().indefinitely();
    Uni<List<FileView>> badFiles = commit.commit(caller, bad).memoize().indefinitely();
    badFiles.subscribe().with(files -> {}, failure -> {});
    goodFiles.subscribe().with(files -> {}, failure -> {});

    assertThat(await(goodFiles)).hasSize(1);
    assertThatThrownBy(() -> await(badFiles)).isInstanceOf(PgException.class);
    assertThat(committed(good)).isEqualTo(1);
    assertThat(committed(bad)).isZero();
  }

  @Test
  void keepsTheAnswerWithTheKey() throws Exception {
    UploadDraft draft = registered(1, true);
    var key = IdempotencyKey.of(caller, UUID.randomUUID().toString());
    await(records.claim(key, draft.id));

    await(commit.commit(caller, draft));

    assertThat(await(records.claim(key, UUID.randomUUID())))
        .isInstanceOfSatisfying(
            IdempotencyClaim.Answered.class,
            answered -> assertThat(answered.digest()).isEqualTo(RequestDigest.of(draft)));
  }

  @Test
  void commitsNothingUnderAKeyThatItHasLost() throws Exception {
    UploadDraft draft = registered(1, true);

    assertAbandoned(() -> await(commit.commit(caller, draft)));

    assertThat(committed(draft)).isZero();
    assertThat(isOnRecord(draft)).isTrue();
  }

  @Test
  void takesRecordsThatWereMadeBefore() throws Exception {
    PendingUploads ahead = ahead(4);
    UUID first = await(ahead.register());
    Eventually.holds(() -> assertThat(onRecord()).hasSize(5).contains(first.toString()));
    List<String> made = onRecord();

    List<UUID> taken = List.of(await(ahead.register()), await(ahead.register()));

    assertThat(made).contains(taken.get(0).toString(), taken.get(1).toString());
    Eventually.holds(() -> assertThat(onRecord()).hasSize(7).containsAll(made));
    ahead.stop(new ShutdownEvent());
    assertThat(onRecord())
        .containsExactlyInAnyOrder(
            first.toString(), taken.get(0).toString(), taken.get(1).toString());
  }

  @Test
  void takesNoneThatMayBeGone() throws Exception {
    PendingUploads ahead = ahead(4);
    await(ahead.register());
    Eventually.holds(() -> assertThat(onRecord()).hasSize(5));
    Storage.change("delete from pending_upload");

    ahead.dropSpares();
    UUID next = await(ahead.register());

    assertThat(onRecord()).contains(next.toString());
  }

  @Test
  void givesBackTheRecordsThatItDrops() throws Exception {
    PendingUploads ahead = ahead(4);
    UUID taken = await(ahead.register());
    Eventually.holds(() -> assertThat(onRecord()).hasSize(5));

    ahead.dropSpares();

    Eventually.holds(() -> assertThat(onRecord()).containsExactly(taken.toString()));
  }

  private PendingUploads ahead(int records) {
    return new PendingUploads(
        database,
        ids,
        clock,
        Settings.with(
            UploadConfig.class, Map.of("satchel.upload.records-ahead", Integer.toString(records))));
  }

  private static List<String> onRecord() throws Exception {
    return Storage.rows("select id::text from pending_upload");
  }

  private UploadDraft registered(int files, boolean keyed) {
    UUID record = await(pending.register());
    var draft = new UploadDraft(UUID.randomUUID(), keyed, 1024);
    draft.userId = UUID.fromString(UploadDocument.USER);
    for (int i = 0; i < files; i++) {
      draft.startFile(i);
      draft.currentFile().name = "committed" + i;
      draft.currentFile().type = "text/plain";
      draft.currentFile().storedAt(BlobKey.of(record, i));
      draft.currentFile().received(BlobReceipt.of(new byte[i]));
    }
    return draft;
  }

  private static UUID record(UploadDraft draft) {
    return draft.files.getFirst().key().upload();
  }

  private static int committed(UploadDraft draft) throws Exception {
    return Storage.rows(
            "select id::text from stored_file where object_key like '" + record(draft) + "/%'")
        .size();
  }

  private static boolean isOnRecord(UploadDraft draft) throws Exception {
    return onRecord().contains(record(draft).toString());
  }

  private static void assertAbandoned(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UPLOAD_ABANDONED));
  }

  private static Caller caller(UUID account) {
    return new Caller(new Actor(account, new UUID(0, 1), null, "request"), Set.of(), false);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
