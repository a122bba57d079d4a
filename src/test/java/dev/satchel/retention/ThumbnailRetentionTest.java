package dev.satchel.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.erasure.ErasurePass;
import dev.satchel.file.ComparisonPass;
import dev.satchel.file.PurgePass;
import dev.satchel.image.Pictures;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thumbnails go with their files, and stay as long as these. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ThumbnailRetentionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofHours(24);

  private final FilesApi files = FilesApi.of(TestKey.ofNewAccount());
  private final String user = UUID.randomUUID().toString();

  @Inject PurgePass purge;
  @Inject ErasurePass erasures;
  @Inject ComparisonPass comparison;
  @Inject SettableClock clock;

  @BeforeEach
  @AfterEach
  void tidyUp() throws Exception {
    clock.reset();
    Storage.clearLeftovers();
    Storage.rows("delete from stored_file returning id::text");
    Storage.objects().forEach(Storage::delete);
  }

  @Test
  void goWithAPurgedFile() throws Exception {
    String id = withThumbnails();
    files.delete(id);
    clock.advance(GRACE.plusSeconds(1));

    assertThat(await(purge.batch()).removed()).isEqualTo(1);

    assertNothingIsLeft();
  }

  @Test
  void goWithAnErasureBeforeItIsFinished() throws Exception {
    withThumbnails();
    String job = files.request().delete("/v1/users/" + user + "/files").header("Location");

    await(purge.batch());
    await(erasures.batch());

    assertThat(files.request().get(job).jsonPath().getString("finishedAt")).isNotNull();
    assertNothingIsLeft();
  }

  @Test
  void areWaitedForWhileTheyAreBrought() throws Exception {
    String id = withThumbnails();
    String late =
        Storage.rows(
                "update thumbnail set stored_at = null, lease_until = '"
                    + clock.instant().plusSeconds(240)
                    + "' where size = '100x100' returning object_key")
            .getFirst();
    files.request().delete("/v1/users/" + user + "/files").then().statusCode(202);

    assertThat(await(purge.batch()).seen()).isZero();
    assertThat(Storage.objects()).contains(Storage.objectKey(id), late);

    clock.advance(Duration.ofMinutes(4));
    assertThat(await(purge.batch()).removed()).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void areLeftAloneByTheComparisonUnlessNobodyOwnsThem() throws Exception {
    String id = withThumbnails();
    String orphan = Storage.objectKey(id) + "-300x300-" + UUID.randomUUID();
    Storage.put(orphan, "orphan");
    clock.advance(GRACE.plusSeconds(60));

    int all = Storage.allObjects().size();

    var findings = await(comparison.compare());

    assertThat(findings.seen()).isEqualTo(all);
    assertThat(findings.removed()).isEqualTo(1);
    assertThat(findings.missing()).isZero();
    assertThat(Storage.objects()).hasSize(3).doesNotContain(orphan);
  }

  /** A lost thumbnail is made anew when somebody asks for it: no file has lost its bytes. */
  @Test
  void areNotMissed() throws Exception {
    String id = withThumbnails();
    Storage.thumbnails(id, 2).forEach(Storage::delete);
    clock.advance(GRACE.plusSeconds(60));

    assertThat(await(comparison.compare()).missing()).isZero();
  }

  private String withThumbnails() throws Exception {
    String id =
        files.uploadOne(
            UploadDocument.empty().file("a.jpg", "image/jpeg", Pictures.jpeg(400, 300)).user(user));
    files.thumbnail(id, "100x100").then().statusCode(200);
    files.thumbnail(id, "200x200").then().statusCode(200);
    Storage.thumbnails(id, 2);
    assertThat(Storage.objects()).hasSize(3);
    return id;
  }

  private static void assertNothingIsLeft() throws Exception {
    assertThat(Storage.objects()).isEmpty();
    assertThat(Storage.rows("select object_key from thumbnail")).isEmpty();
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
