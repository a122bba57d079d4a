package dev.satchel.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import dev.satchel.testing.VersionedStore;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** What belongs to the service itself, in the bucket. */
class ServiceObjectsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REFUSING = 1;

  private final S3AsyncClient s3 = SatchelServers.s3();
  private final String prefix = UUID.randomUUID() + "/";
  private final ServiceObjects objects = objects(s3, prefix);

  @AfterEach
  void close() {
    s3.close();
  }

  @Test
  void givesWhatWasPutLast() {
    await(objects.put("heads/a", "first".getBytes(UTF_8)));
    await(objects.put("heads/a", "second".getBytes(UTF_8)));

    assertThat(await(objects.get("heads/a")).orElseThrow()).asString().isEqualTo("second");
    assertThat(await(objects.get("heads/b"))).isEmpty();
  }

  /** The tests' store knows no such thing, so what is asked of one is looked at. */
  @Test
  void asksTheStoreToKeepWhatIsNotToBeRemoved() throws Exception {
    var asked = new ConcurrentHashMap<String, Map<String, List<String>>>();
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.put(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    store.start();
    try (S3AsyncClient client = VersionedStore.clientOf(store.getAddress().getPort()).build()) {
      Instant until = Instant.parse("2036-01-31T12:00:00Z");

      await(objects(client, "").put("heads/a", new byte[1], Optional.of(until)));
      await(objects(client, "").put("heads/b", new byte[1]));
    } finally {
      store.stop(0);
    }

    assertThat(asked.get("/satchel/satchel-service/heads/a"))
        .containsEntry("X-amz-object-lock-mode", List.of("COMPLIANCE"))
        .containsEntry("X-amz-object-lock-retain-until-date", List.of("2036-01-31T12:00:00Z"));
    assertThat(asked.get("/satchel/satchel-service/heads/b"))
        .isNotNull()
        .doesNotContainKey("X-amz-object-lock-mode");
  }

  @Test
  void listsNamesInOrderAndFromAPlaceOn() {
    for (String name : new String[] {"heads/b", "heads/a", "heads/c", "other/a"}) {
      await(objects.put(name, new byte[1]));
    }

    assertThat(await(objects.list("heads/", "")))
        .isEqualTo(new ServiceObjects.Names(List.of("heads/a", "heads/b", "heads/c"), true));
    assertThat(await(objects.list("heads/", "heads/a")).names())
        .containsExactly("heads/b", "heads/c");
    assertThat(await(objects(s3, UUID.randomUUID() + "/").list("heads/", "")).names()).isEmpty();
  }

  @Test
  void isApartFromBlobs() {
    await(objects.put("heads/a", new byte[1]));

    assertThat(s3.listObjectsV2(list -> list.bucket("satchel").prefix(prefix)).join().contents())
        .allSatisfy(it -> assertThat(it.key()).isEqualTo(prefix + "satchel-service/heads/a"));
  }

  @Test
  void holdsWhatIsSmallOnly() {
    var largest = new byte[ServiceObjects.LARGEST];
    await(objects.put("heads/a", largest));

    assertThat(await(objects.get("heads/a")).orElseThrow()).hasSize(largest.length);
    assertThatThrownBy(() -> objects.put("heads/a", new byte[largest.length + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> objects.put("heads/a", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    s3.putObject(
            put -> put.bucket("satchel").key(prefix + "satchel-service/heads/a"),
            AsyncRequestBody.fromBytes(Arrays.copyOf(largest, largest.length + 1)))
        .join();
    assertThatThrownBy(() -> await(objects.get("heads/a")))
        .isInstanceOf(CorruptBlobException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/", "/a", "a//b", "a b", "ä"})
  void takesNoOtherNames(String name) {
    assertThatThrownBy(() -> objects.get(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failsAsBlobsDoWhereTheStoreDoes() {
    try (S3AsyncClient dead = VersionedStore.clientOf(REFUSING).build()) {
      ServiceObjects unreachable = objects(dead, "");

      assertUnavailable(unreachable.get("heads/a"));
      assertUnavailable(unreachable.list("heads/", ""));
      assertUnavailable(unreachable.put("heads/a", new byte[1]));
    }
  }

  private static void assertUnavailable(Uni<?> asked) {
    assertThatThrownBy(() -> await(asked))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE));
  }

  private static ServiceObjects objects(S3AsyncClient s3, String prefix) {
    Map<String, String> settings =
        prefix.isEmpty()
            ? Map.of("satchel.s3.write-timeout", "5s")
            : Map.of("satchel.s3.prefix", prefix);
    var connection = new StoreConnection(s3, Settings.with(StoreConfig.class, settings));
    var proof =
        new StoreProof(
            new BucketCheck(connection), connection, new TimeOrderedIds(Clock.systemUTC()));
    return new ServiceObjects(connection, proof);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
