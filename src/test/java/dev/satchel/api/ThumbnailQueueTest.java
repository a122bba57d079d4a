package dev.satchel.api;

import static dev.satchel.testing.Crowded.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import dev.satchel.testing.Crowded;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.TestServer;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * More thumbnails are wanted than can be made at once. Here one is, and it takes as long as the
 * store is paused.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Crowded.class)
class ThumbnailQueueTest {

  private final TestKey ann = TestKey.ofNewAccount();
  private final TestKey ben = TestKey.ofNewAccount();
  private final List<RawConnection> clients = new ArrayList<>();

  private String annsFile = "";
  private String bensFile = "";

  @BeforeEach
  void upload() throws Exception {
    annsFile = uploaded(ann);
    bensFile = uploaded(ben);
    TestServer.S3.pause();
  }

  @AfterEach
  void resume() throws Exception {
    TestServer.S3.resume();
    for (RawConnection client : clients) {
      client.close();
    }
    running(0);
  }

  @Test
  void thoseWhoWantTheSameShareIt() throws Exception {
    double renderings = Metrics.renderings();
    double before = shared();
    RawConnection other = ask(ben, bensFile, "10x10");
    running(1);
    RawConnection first = ask(ann, annsFile, "20x20");
    waiting(1);
    RawConnection second = ask(ann, annsFile, "20x20");
    RawConnection third = ask(ben, bensFile, "10x10");
    Eventually.holds(() -> assertThat(shared()).isEqualTo(before + 2));
    waiting(1);

    TestServer.S3.resume();

    assertThat(second.answer().body()).isEqualTo(served(first)).isNotEmpty();
    assertThat(third.answer().body()).isEqualTo(served(other)).isNotEmpty();
    assertThat(Metrics.renderings()).isEqualTo(renderings + 2);
  }

  @Test
  void refusesWhatAnAccountWantsBeyondTheQueue() throws Exception {
    List<RawConnection> places = fill(ann, annsFile);

    RawAnswer refused = ask(ann, annsFile, "99x99").answer();

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("retry-after", "5");
    assertThat(refused.text()).contains("\"overloaded\"");
    TestServer.S3.resume();
    for (RawConnection place : places) {
      served(place);
    }
  }

  @Test
  void oneAccountDoesNotKeepAnotherOut() throws Exception {
    List<RawConnection> places = fill(ann, annsFile);

    RawConnection others = ask(ben, bensFile, "20x20");

    assertThat(places.getLast().answer().status()).isEqualTo(503);
    TestServer.S3.resume();
    served(others);
    for (RawConnection place : places.subList(0, QUEUE)) {
      served(place);
    }
  }

  @Test
  void whoLeavesFreesAPlaceInTheLine() throws Exception {
    List<RawConnection> places = fill(ann, annsFile);

    places.getLast().reset();

    waiting(QUEUE - 1);
    RawConnection next = ask(ann, annsFile, "99x99");
    waiting(QUEUE);
    TestServer.S3.resume();
    served(next);
  }

  @Test
  void whoLeavesFreesTheWorker() throws Exception {
    List<RawConnection> places = fill(ann, annsFile);

    places.getFirst().close();

    waiting(QUEUE - 1);
    TestServer.S3.resume();
    served(places.getLast());
  }

  @Test
  void whoLeavesTakesNothingFromThoseWhoStay() throws Exception {
    RawConnection leaves = ask(ann, annsFile, "20x20");
    running(1);
    double before = shared();
    RawConnection stays = ask(ann, annsFile, "20x20");
    Eventually.holds(() -> assertThat(shared()).isEqualTo(before + 1));

    leaves.reset();
    RawConnection waits = ask(ann, annsFile, "10x10");
    waiting(1);

    TestServer.S3.resume();
    served(stays);
    served(waits);
  }

  /** One that is made, and as many as may wait. */
  private List<RawConnection> fill(TestKey key, String file) throws Exception {
    List<RawConnection> places = new ArrayList<>();
    places.add(ask(key, file, "30x30"));
    running(1);
    for (int i = 1; i <= QUEUE; i++) {
      places.add(ask(key, file, "30x" + i));
      waiting(i);
    }
    return places;
  }

  private RawConnection ask(TestKey key, String file, String size) throws IOException {
    String line = "GET /v1/files/" + file + "?imageSize=" + size + " HTTP/1.1";
    var client = RawConnection.open().send(RawConnection.head(line, key.value()));
    clients.add(client);
    return client;
  }

  private static byte[] served(RawConnection client) throws IOException {
    RawAnswer answer = client.answer();
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static String uploaded(TestKey key) {
    byte[] picture = Pictures.jpeg(200, 200);
    return FilesApi.of(key).uploadOne(UploadDocument.empty().file("a.jpg", "image/jpeg", picture));
  }

  private static double shared() {
    return Metrics.sum("satchel_thumbnail_shared_total");
  }

  private static void running(int expected) throws Exception {
    Eventually.holds(
        () -> assertThat(Metrics.sum("satchel_thumbnail_running")).isEqualTo(expected));
  }

  private static void waiting(int expected) throws Exception {
    Eventually.holds(
        () -> assertThat(Metrics.sum("satchel_thumbnail_waiting")).isEqualTo(expected));
  }
}
