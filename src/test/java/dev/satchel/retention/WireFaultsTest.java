package dev.satchel.retention;

import static dev.satchel.testing.WireFault.CUT;
import static dev.satchel.testing.WireFault.DELAY;
import static dev.satchel.testing.WireFault.LATE;
import static dev.satchel.testing.WireFault.RESET;
import static dev.satchel.testing.WireFault.SILENCE;
import static dev.satchel.testing.WirePlace.anyRequest;
import static dev.satchel.testing.WirePlace.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.file.ComparisonPass;
import dev.satchel.intake.LeftUploadsPass;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FaultyWire;
import dev.satchel.testing.FaultyWires;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.WireFault;
import dev.satchel.testing.WirePlace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections to the store and to the database are spoiled at every step of an upload. Whatever
 * happens, the answer is true and comes in time, and once the sweep has passed, every object has a
 * file and every file its object.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(WireFaultsTest.OverFaultyWires.class)
class WireFaultsTest {

  /** Gives up soon, and is alone with the database: nobody looks for deliveries meanwhile. */
  public static class OverFaultyWires implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.s3.part-size", "5M",
          "satchel.s3.attempt-timeout", "1s",
          "satchel.s3.write-timeout", "2500ms",
          "satchel.api.database-timeout", "1500ms",
          "satchel.webhooks.poll-every", "1h",
          "satchel.idempotency.lease", "3s",
          "quarkus.datasource.reactive.max-size", Integer.toString(POOL));
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(FaultyWires.class));
    }
  }

  /** What is uploaded; keyed requests are committed in more than one statement. */
  private record Kind(String name, boolean keyed, List<byte[]> files) {

    static Kind of(String name, Integer... sizes) {
      var files = Stream.of(sizes).map(size -> UploadDocument.random(size, size)).toList();
      return new Kind(name, name.equals("keyed"), files);
    }

    byte[] document() {
      var document = UploadDocument.empty();
      files.forEach(file -> document.file(NAME, "application/octet-stream", file));
      return document.bytes();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Kind SMALL = Kind.of("small", 200_000);
  private static final Kind LARGE = Kind.of("large", 6_000_000);
  private static final Kind SEVERAL = Kind.of("several", 1000, 200_000, 0);
  private static final Kind KEYED = Kind.of("keyed", 1000);

  /** All but other bits: nothing in PostgreSQL's protocol tells those, which is left to TLS. */
  private static final WireFault[] LOSSES = {DELAY, LATE, CUT, RESET, SILENCE};

  /** Which server's wire is faulty. */
  enum Wire {
    STORE,
    DATABASE
  }

  /**
   * @param times how often it happens; {@link #ALWAYS} leaves no way around
   */
  record Case(Wire wire, Kind kind, WirePlace place, WireFault fault, int times) {}

  private static final String NAME = "spoiled.bin";
  private static final int POOL = 4;
  private static final int ALWAYS = 1000;

  /**
   * More than all deadlines that an upload may meet, on a busy machine; less than their defaults.
   */
  private static final Duration DEADLINES = Duration.ofSeconds(14);

  private static final WirePlace PUT = request("PUT /satchel/").after(100_000);
  private static final WirePlace OPEN = request("?uploads");
  private static final WirePlace PART = request("partNumber=1").after(2_000_000);
  private static final WirePlace COMPLETE = request("<CompleteMultipartUpload");
  private static final WirePlace REGISTER = anyRequest();
  private static final WirePlace INSERT = request(NAME);
  private static final WirePlace COMMIT = request("COMMIT");

  private final FilesApi api = FilesApi.BOOTSTRAP;

  /** Set by the resource itself. */
  @SuppressWarnings("NullAway.Init")
  FaultyWires wires;

  @Inject BufferBudget budget;
  @Inject LeftUploadsPass uploads;
  @Inject ComparisonPass comparison;
  @Inject SettableClock clock;

  private int filesBefore;

  static Stream<Case> cases() {
    return Stream.of(
            cases(Wire.STORE, SMALL, PUT, 1, WireFault.values()),
            cases(Wire.STORE, SMALL, PUT.answered(), 1, WireFault.values()),
            cases(Wire.STORE, SEVERAL, PUT.answered(), 1, RESET, SILENCE),
            cases(Wire.STORE, LARGE, OPEN, 1, LATE, RESET),
            cases(Wire.STORE, LARGE, OPEN.answered(), 1, CUT, SILENCE),
            cases(Wire.STORE, LARGE, PART, 1, DELAY, LATE, RESET, SILENCE),
            cases(Wire.STORE, LARGE, PART.answered(), 1, CUT, SILENCE),
            cases(Wire.STORE, LARGE, COMPLETE, 1, LATE, CUT),
            cases(Wire.STORE, LARGE, COMPLETE.answered(), 1, RESET, SILENCE),
            cases(Wire.STORE, SMALL, PUT, ALWAYS, CUT, SILENCE),
            cases(Wire.STORE, SEVERAL, PUT.answered(), ALWAYS, LATE, RESET),
            cases(Wire.STORE, LARGE, OPEN.answered(), ALWAYS, LATE, RESET),
            cases(Wire.STORE, LARGE, PART, ALWAYS, CUT, SILENCE),
            cases(Wire.STORE, LARGE, COMPLETE.answered(), ALWAYS, LATE, CUT),
            cases(Wire.DATABASE, SMALL, REGISTER, 1, LOSSES),
            cases(Wire.DATABASE, SEVERAL, REGISTER.answered(), 1, LOSSES),
            cases(Wire.DATABASE, SEVERAL, INSERT, 1, LOSSES),
            cases(Wire.DATABASE, SEVERAL, INSERT.answered(), 1, LOSSES),
            cases(Wire.DATABASE, LARGE, INSERT.answered(), 1, RESET, SILENCE),
            cases(Wire.DATABASE, KEYED, COMMIT, 1, LOSSES),
            cases(Wire.DATABASE, KEYED, COMMIT.answered(), 1, LOSSES))
        .flatMap(row -> row);
  }

  private static Stream<Case> cases(
      Wire wire, Kind kind, WirePlace place, int times, WireFault... faults) {
    return Stream.of(faults).map(fault -> new Case(wire, kind, place, fault, times));
  }

  /** The key is known and prepared statements are made, so the next request is the upload's. */
  @BeforeEach
  void warmUp() throws Exception {
    wires.heal();
    clock.reset();
    Storage.clearLeftovers();
    Eventually.holds(
        () -> assertThat(api.post(UploadDocument.of("x")).statusCode()).isEqualTo(200));
    filesBefore = Storage.files();
  }

  @AfterEach
  void heal() {
    wires.heal();
    clock.reset();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyOutcomeIsTrueAndLeavesNothing(Case spoiled) throws Exception {
    FaultyWire wire = spoiled.wire() == Wire.STORE ? wires.s3() : wires.database();
    Supplier<Response> upload = upload(spoiled.kind(), "key-" + System.nanoTime());
    wire.strike(spoiled.fault(), spoiled.place(), spoiled.times());

    Response answer = struck(upload, wire);

    assertThat(wire.strikes()).as("strikes").isPositive();
    wires.heal();
    if (spoiled.kind().keyed() && answer.statusCode() != 200) {
      // Whether it was committed may be unknown; then the same request tells.
      answer = eventually(upload);
    }
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isZero());
    // What is late may come after a sweep, and is for the next one.
    Eventually.holds(
        () -> {
          sweep();
          Storage.requireTidy();
        });
    assertIsTrue(answer, spoiled.kind());
  }

  @Test
  void recoversFromConnectionsToTheDatabaseThatStaySilent() throws Exception {
    wires.database().strike(SILENCE, anyRequest(), ALWAYS);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < POOL; i++) {
        clients.execute(() -> api.list("limit=1"));
      }
    }
    assertThat(wires.database().strikes()).isGreaterThanOrEqualTo(POOL);

    wires.database().disarm();

    Eventually.holds(() -> assertThat(api.list("limit=1").statusCode()).isEqualTo(200));
  }

  /** Uploads again where a stall of the machine has ended the upload before it was spoiled. */
  private static Response struck(Supplier<Response> upload, FaultyWire wire) {
    Response answer = inTime(upload);
    for (int i = 0; i < 2 && answer.statusCode() == 503 && wire.strikes() == 0; i++) {
      answer = inTime(upload);
    }
    return answer;
  }

  private static Response inTime(Supplier<Response> upload) {
    long start = System.nanoTime();
    Response answer = upload.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINES);
    return answer;
  }

  /** The document is made now, since an upload is timed. */
  private Supplier<Response> upload(Kind kind, String key) {
    byte[] document = kind.document();
    return () -> {
      var request = api.request().contentType("application/json").body(document);
      return (kind.keyed() ? request.header("Idempotency-Key", key) : request).post("/v1/files");
    };
  }

  private static Response eventually(Supplier<Response> call) throws Exception {
    return Eventually.gives(() -> call.get().then().statusCode(200).extract().response());
  }

  private void assertIsTrue(Response answer, Kind kind) throws Exception {
    if (answer.statusCode() == 200) {
      List<String> ids = answer.jsonPath().getList("id", String.class);
      assertThat(ids).hasSize(kind.files().size());
      assertThat(Storage.files()).isEqualTo(filesBefore + ids.size());
      for (int i = 0; i < ids.size(); i++) {
        Response kept = eventually(downloadOf(ids.get(i)));
        assertThat(Arrays.equals(kept.asByteArray(), kind.files().get(i))).as("file " + i).isTrue();
      }
    } else {
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(Storage.files()).isEqualTo(filesBefore);
    }
  }

  private Supplier<Response> downloadOf(String id) {
    return () -> api.download(id);
  }

  private void sweep() {
    clock.advance(Duration.ofHours(25));
    try {
      var left = uploads.batch().await().atMost(Duration.ofSeconds(10));
      assertThat(left.failed()).isZero();
      var found = comparison.compare().await().atMost(Duration.ofSeconds(10));
      assertThat(found.failed()).isZero();
      assertThat(found.missing()).isZero();
    } finally {
      clock.reset();
    }
  }
}
