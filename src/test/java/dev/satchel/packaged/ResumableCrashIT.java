package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.ReplicaUploads;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.io.IOException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resumable uploads over two replicas of the packaged service, one of which is killed now and
 * again, or left by its client without a word. A random seed is printed with every failure.
 */
@ExtendWith(EmptyStorage.class)
class ResumableCrashIT {

  private static final int SIZE = 20_000_000;
  private static final int PART = 8 << 20;
  private static final int KILLS = 4;

  /** Within which nobody waits for a request that will never end. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static PackagedSatchel stable;
  private static PackagedSatchel mortal;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws Exception {
    stable = PackagedSatchel.start();
    mortal = PackagedSatchel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    mortal.close();
    stable.close();
  }

  @AfterEach
  void nothingIsLeftWithoutOwner() throws Exception {
    Storage.clearLeftObjects();
    if (!mortal.process().isAlive()) {
      mortal.close();
      mortal = PackagedSatchel.start();
    }
  }

  /** Each time some bytes are acknowledged by either, and more are under way when one dies. */
  @Test
  void goesOnAtTheOtherReplicaWhereverOneDies() throws Exception {
    byte[] bytes = UploadDocument.random(SIZE, seed);
    ReplicaUploads there = ReplicaUploads.of(stable);
    String id = there.begin(SIZE);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      ReplicaUploads here = ReplicaUploads.of(mortal);
      acknowledged = here.append(id, bytes, acknowledged, acknowledged + random.nextInt(500_000));
      int more = random.nextInt((int) (SIZE - acknowledged - (KILLS - kill - 1) * 1_000_000L));
      try (var client = here.open(id, acknowledged, SIZE - acknowledged)) {
        client.send(slice(bytes, acknowledged, acknowledged + more));
        Thread.sleep(random.nextInt(50));
        acknowledged = Math.max(acknowledged, there.durable(id));
        mortal.kill();
      }

      long offset = there.offset(id);

      assertThat(offset)
          .as("seed %d, kill %d", seed, kill)
          .isBetween(acknowledged, acknowledged + more);
      long onwards = Math.min(500_000, (SIZE - offset) / 2);
      acknowledged = there.append(id, bytes, offset, offset + random.nextInt((int) onwards));
      mortal.close();
      mortal = PackagedSatchel.start();
    }
    assertThat(there.append(id, bytes, acknowledged, SIZE)).as("seed %d", seed).isEqualTo(SIZE);

    assertThat(there.file(id)).as("seed %d", seed).isEqualTo(bytes);
    assertThat(ReplicaUploads.of(mortal).file(id)).as("seed %d", seed).isEqualTo(bytes);
  }

  /** To the first replica everything looks as if its client were slow. */
  @ParameterizedTest
  @ValueSource(ints = {1000, PART, 12_345_678})
  void theOtherReplicaTakesOverFromAClientThatIsSilent(int sent) throws Exception {
    byte[] bytes = UploadDocument.random(SIZE, seed);
    ReplicaUploads there = ReplicaUploads.of(stable);
    String id = there.begin(SIZE);
    try (var old = ReplicaUploads.of(mortal).open(id, 0, SIZE)) {
      old.send(Arrays.copyOf(bytes, sent));
      Eventually.holds(() -> assertThat(fence(id)).isEqualTo("1"));
      if (sent > PART) {
        Eventually.holds(() -> assertThat(there.durable(id)).isEqualTo(PART));
      }

      long began = System.nanoTime();
      long offset = there.offset(id);
      long next = Math.min(offset + 5_000_000, SIZE);
      long onwards = there.append(id, bytes, offset, next);
      Duration taken = Duration.ofNanos(System.nanoTime() - began);

      assertThat(offset).isBetween(sent > PART ? PART : 0L, (long) sent);
      assertThat(onwards).isEqualTo(next);
      assertThat(taken).isLessThan(AT_ONCE);
      sendOther(old, SIZE - sent);
      assertThat(refusal(old)).isIn("", "409 upload_taken_over");
      assertThat(there.offset(id)).isEqualTo(onwards);
      assertThat(there.append(id, bytes, onwards, SIZE)).isEqualTo(SIZE);
    }

    assertThat(there.file(id)).isEqualTo(bytes);
    assertThat(Storage.objects()).contains(Storage.objectKey(id));
  }

  /** The same, but the first replica goes on before the second has written anything. */
  @Test
  void nothingCountsOnceAnotherReplicaHasToldTheOffset() throws Exception {
    byte[] bytes = UploadDocument.random(SIZE, seed);
    ReplicaUploads there = ReplicaUploads.of(stable);
    String id = there.begin(SIZE);
    try (var old = ReplicaUploads.of(mortal).open(id, 0, SIZE)) {
      old.send(Arrays.copyOf(bytes, 1_000_000));
      Eventually.holds(() -> assertThat(fence(id)).isEqualTo("1"));

      long offset = there.offset(id);
      sendOther(old, SIZE - 1_000_000);

      assertThat(refusal(old)).isIn("", "409 upload_taken_over");
      assertThat(there.durable(id)).isEqualTo(offset);
      assertThat(there.append(id, bytes, offset, SIZE)).isEqualTo(SIZE);
    }
    assertThat(there.file(id)).isEqualTo(bytes);
  }

  /** In one object and in parts, twice each, at another moment each time. */
  @ParameterizedTest
  @ValueSource(ints = {1000, SIZE})
  void theFileExistsOnceWhoeverDiesBeforeItIsTold(int size) throws Exception {
    for (int kill = 0; kill < 2; kill++) {
      byte[] bytes = UploadDocument.random(size, seed + kill);
      ReplicaUploads there = ReplicaUploads.of(stable);
      int before = Storage.files();
      String id = there.begin(size);
      try (var client = ReplicaUploads.of(mortal).open(id, 0, size)) {
        client.send(bytes);
        Thread.sleep(random.nextInt(150));
        mortal.kill();
      }

      requireOnce(there, id, bytes, before);
      mortal.close();
      mortal = PackagedSatchel.start();
    }
  }

  /** All bytes have come, and the database does not let the file be made yet. */
  @ParameterizedTest
  @ValueSource(ints = {1000, SIZE})
  void theFileExistsOnceWhereTheCommitIsCutOff(int size) throws Exception {
    byte[] bytes = UploadDocument.random(size, seed);
    ReplicaUploads there = ReplicaUploads.of(stable);
    int before = Storage.files();
    String id = there.begin(size);
    try (Connection other = SatchelServers.database();
        Statement statement = other.createStatement();
        var client = ReplicaUploads.of(mortal).open(id, 0, size)) {
      other.setAutoCommit(false);
      statement.execute("lock table stored_file in exclusive mode");
      client.send(bytes);
      Eventually.holds(() -> assertThat(waitingForALock()).isEqualTo("1"));
      mortal.kill();
      other.rollback();
    }

    requireOnce(there, id, bytes, before);
  }

  private void requireOnce(ReplicaUploads there, String id, byte[] bytes, int before)
      throws Exception {
    String description = "seed %d, %d bytes".formatted(seed, bytes.length);
    long offset = there.offset(id);
    if (offset < bytes.length) {
      assertThat(there.append(id, bytes, offset, bytes.length))
          .as(description)
          .isEqualTo(bytes.length);
    }
    assertThat(there.offset(id)).as(description).isEqualTo(bytes.length);
    assertThat(there.file(id)).as(description).isEqualTo(bytes);
    assertThat(Storage.files()).as(description).isEqualTo(before + 1);
  }

  /** Sends as many bytes as it may of what nobody wants, which the service may cut short. */
  private static void sendOther(RawConnection client, int size) throws IOException {
    try {
      client.send(new byte[size]);
    } catch (SocketException refused) {
      // It need not read what it will not count.
    }
  }

  /** What the service says to a client that it hears no longer; empty where it just hangs up. */
  private static String refusal(RawConnection client) {
    try {
      var answer = client.answer();
      return answer.status() + " " + code(answer.text());
    } catch (IOException closed) {
      return "";
    }
  }

  private static String code(String problem) throws IOException {
    return new ObjectMapper().readTree(problem).path("code").asText();
  }

  private static String fence(String id) throws SQLException {
    return Storage.rows("select fence::text from resumable_upload where id = '" + id + "'")
        .getFirst();
  }

  private static String waitingForALock() throws SQLException {
    return Storage.rows("select count(*)::text from pg_locks where not granted").getFirst();
  }

  private static byte[] slice(byte[] bytes, long from, long to) {
    return Arrays.copyOfRange(bytes, (int) from, (int) to);
  }
}
