package dev.satchel.api;

import static dev.satchel.testing.WirePlace.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FaultyWires;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.WireFault;
import dev.satchel.testing.WirePlace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that change between the service and the store, which says that it looks at signatures. What
 * has changed is refused and brought again, and what is answered 200 is what was sent.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(FlippedBitTest.Signing.class)
class FlippedBitTest {

  /** Without a checksum, so that nothing but the signature tells. */
  public static class Signing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.s3.checksum", "none",
          "satchel.s3.integrity", "signature",
          "satchel.s3.part-size", "5M");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(FaultyWires.class));
    }
  }

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @SuppressWarnings("NullAway.Init") // injected by its own test resource
  FaultyWires wires;

  @AfterEach
  void heal() throws Exception {
    wires.heal();
    Storage.assertTidy();
  }

  /** A case: how large the file is, and where the bit is. */
  record Case(int size, WirePlace place) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(60_000, request("PUT /satchel/").after(30_000)),
        new Case(3_000_000, request("PUT /satchel/").after(1_000_000)),
        new Case(12_000_000, request("partNumber=1").after(2_000_000)),
        new Case(12_000_000, request("partNumber=2").after(2_000_000)),
        new Case(12_000_000, request("partNumber=3").after(1_000_000)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNotStored(Case flipped) {
    byte[] contents = UploadDocument.random(flipped.size(), 3);
    wires.s3().strike(WireFault.FLIP, flipped.place(), 1);

    String id = api.uploadOne(UploadDocument.of(contents));

    assertThat(api.download(id).asByteArray()).isEqualTo(contents);
    assertThat(wires.s3().strikes()).isEqualTo(1);
  }

  @Test
  void isNotStoredOfAFewBytes() {
    wires.s3().strike(WireFault.FLIP, request("a few byte"), 1);

    String id = api.uploadOne(UploadDocument.of("a few bytes"));

    assertThat(api.download(id).asString()).isEqualTo("a few bytes");
    assertThat(wires.s3().strikes()).isEqualTo(1);
  }
}
