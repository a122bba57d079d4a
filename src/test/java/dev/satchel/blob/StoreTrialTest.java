package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import dev.satchel.testing.Storage;
import dev.satchel.testing.VersionedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

class StoreTrialTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The test server looks at checksums. */
  @Test
  void findsOutWhatARealServerChecks() throws Exception {
    List<String> before = Storage.objects();
    try (S3AsyncClient client = signing(SatchelServers.s3Builder().forcePathStyle(true))) {
      assertThat(result(client)).contains(WriteProof.CHECKSUM);
    }
    assertThat(Storage.objects()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void takesTheCheapestProofThatIsChecked(WriteProof cheapest) throws Exception {
    var checked = EnumSet.range(cheapest, WriteProof.MD5);
    try (var store = new Store(checked);
        S3AsyncClient client = signing(VersionedStore.clientOf(store.port()))) {
      assertThat(result(client)).contains(cheapest);
      assertThat(store.objects).isEmpty();
    }
  }

  @Test
  void findsAStoreThatChecksNothing() throws Exception {
    try (var store = new Store(Set.of());
        S3AsyncClient client = signing(VersionedStore.clientOf(store.port()))) {
      assertThat(result(client)).isEmpty();
      assertThat(store.objects).isEmpty();
    }
  }

  private static S3AsyncClient signing(S3AsyncClientBuilder builder) {
    return builder
        .putAuthScheme(new SignedContents())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .build();
  }

  private static Optional<WriteProof> result(S3AsyncClient client) {
    var config = Settings.defaults(StoreConfig.class);
    return new StoreTrial(new StoreConnection(client, config), "satchel-trial/1")
        .result()
        .await()
        .atMost(PATIENCE);
  }

  /** Keeps the names of objects, and looks at some proofs of their bytes, and not at others. */
  private static final class Store implements AutoCloseable {

    final List<String> objects = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Set<WriteProof> checked;

    Store(Set<WriteProof> checked) throws IOException {
      this.checked = checked;
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int status = 200;
      if (exchange.getRequestMethod().equals("DELETE")) {
        objects.remove(path);
        status = 204;
      } else if (isProven(exchange, body)) {
        objects.add(path);
      } else {
        status = 400;
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }

    private boolean isProven(HttpExchange exchange, byte[] body) {
      return checked.stream()
          .allMatch(
              proof ->
                  switch (proof) {
                    case CHECKSUM -> agrees(header(exchange, "x-amz-checksum-crc32"), crc32(body));
                    case SIGNATURE ->
                        agrees(
                            header(exchange, "x-amz-content-sha256"),
                            HexFormat.of().formatHex(digest("SHA-256", body)));
                    case MD5 ->
                        agrees(
                            header(exchange, "Content-MD5"),
                            Base64.getEncoder().encodeToString(digest("MD5", body)));
                  });
    }

    private static boolean agrees(@Nullable String told, String value) {
      return told == null || told.startsWith("UNSIGNED") || told.equals(value);
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    private static String crc32(byte[] body) {
      var crc = new CRC32();
      crc.update(body);
      return Base64.getEncoder()
          .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] digest(String algorithm, byte[] body) {
      try {
        return MessageDigest.getInstance(algorithm).digest(body);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
