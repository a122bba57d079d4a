package dev.satchel.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries the client on a running service: see README.md. Faults of the network come from what
 * ClientsIT sets up.
 */
@EnabledIfEnvironmentVariable(named = "SATCHEL_URL", matches = ".+")
class SatchelTest {

  private static final String KEY = System.getenv("SATCHEL_KEY");
  private static final Path PHOTO = Path.of("..", "photo.jpg");
  private static final byte[] TEXT = "Zwölf Boxkämpfer".getBytes(UTF_8);

  private final Satchel satchel = client("SATCHEL_URL", KEY, Retries.DEFAULT);
  private final UUID user = UUID.randomUUID();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    satchel.close();
  }

  @Test
  void uploadsListsDownloadsAndDeletes() throws Exception {
    Source note =
        Source.of("Zwölf \"x%22\".txt", "text/plain", TEXT).described("größer\n\"ganz\" \\ \u0001");
    StoredFile photo = satchel.upload(user, PHOTO);
    List<StoredFile> pair =
        satchel.upload(
            Upload.by(user).file(note).file(PHOTO).expiringAfter(Duration.ofHours(1)).asJson());
    StoredFile form = satchel.upload(Upload.by(user).file(note)).getFirst();

    assertEquals("photo.jpg image/jpeg 800 600", facts(photo));
    assertEquals("photo.jpg image/jpeg 800 600", facts(pair.get(1)));
    for (StoredFile file : List.of(pair.getFirst(), form)) {
      assertEquals(note.name() + " text/plain null null", facts(file));
      assertEquals(note.description(), file.description());
      assertEquals(TEXT.length, file.size());
    }
    assertNull(form.expiresAt());
    assertEquals(pair.get(0).createdAt().plus(Duration.ofHours(1)), pair.get(0).expiresAt());
    var listed = new ArrayList<UUID>();
    satchel.files(user).forEach(it -> listed.add(it.id()));
    assertEquals(List.of(form.id()), listed.subList(0, 1));
    assertEquals(
        new HashSet<>(List.of(form.id(), pair.get(0).id(), pair.get(1).id(), photo.id())),
        new HashSet<>(listed));
    assertEquals(photo, satchel.metadata(photo.id()));
    satchel.download(pair.get(1).id(), folder.resolve("copy.jpg"));
    assertEquals(-1, Files.mismatch(PHOTO, folder.resolve("copy.jpg")));
    try (InputStream bytes = satchel.open(form.id())) {
      assertArrayEquals(TEXT, bytes.readAllBytes());
    }
    satchel.delete(photo.id());
    var gone = assertThrows(SatchelException.class, () -> satchel.metadata(photo.id()));
    assertEquals(404, gone.status());
    assertThrows(SatchelException.class, () -> satchel.open(photo.id()));
    assertThrows(
        SatchelException.class, () -> satchel.download(photo.id(), folder.resolve("none")));
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void listsPageByPage() throws Exception {
    var upload = Upload.by(user);
    for (int i = 0; i < 100; i++) {
      upload.file(Source.of("empty-" + i, "text/plain", new byte[0]));
    }
    satchel.upload(upload);
    var names = new HashSet<String>();
    satchel.files(user).forEach(it -> names.add(it.originalName()));
    assertEquals(100, names.size());
    assertTrue(names.contains("empty-99"));
  }

  @Test
  void makesThumbnails() throws Exception {
    StoredFile photo = satchel.upload(user, PHOTO);
    Path small = satchel.thumbnail(photo.id(), 80, 60, folder.resolve("small.jpg"));
    assertEquals("small.jpg image/jpeg 80 60", facts(satchel.upload(user, small)));
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    var upload = Upload.by(user).file(Source.of("a", "nonsense", new byte[0])).asJson();
    var wrong = assertThrows(SatchelException.class, () -> satchel.upload(upload));
    assertEquals(400, wrong.status());
    assertEquals("invalid_media_type", wrong.code());
    assertEquals("files[0].type", wrong.path().orElseThrow());
    assertTrue(wrong.requestId().isPresent());
    try (Satchel stranger = client("SATCHEL_URL", "no-such-key", Retries.DEFAULT)) {
      var large = Upload.by(user).file(Source.of("a", "a/b", new byte[20_000_000]));
      var unknown = assertThrows(SatchelException.class, () -> stranger.upload(large));
      assertEquals(401, unknown.status());
    }
  }

  @Test
  void sendsOnceWhatCanBeReadOnce() throws Exception {
    for (boolean json : List.of(false, true)) {
      var pipe = new PipedInputStream();
      var sink = new PipedOutputStream(pipe);
      Thread.ofVirtual()
          .start(
              () -> {
                try (sink) {
                  for (int i = 0; i < 100; i++) {
                    sink.write(new byte[5000]);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      var upload = Upload.by(user).file(Source.once("pipe", "text/plain", pipe));
      assertEquals(500_000, satchel.upload(json ? upload.asJson() : upload).getFirst().size());
    }
  }

  @Test
  void waitsForAsLongAsItIsAskedTo() throws Exception {
    var wanted =
        NewApiKey.builder()
            .name("often")
            .scopes(List.of("files:read"))
            .expiresAt(Instant.now().plusSeconds(3600))
            .build();
    String key = satchel.call("POST", "v1/api-keys", wanted, IssuedApiKey.class).key();
    try (Satchel hasty = client("SATCHEL_URL", key, Retries.NONE);
        Satchel busy = client("SATCHEL_URL", key, new Retries(4, Duration.ofMillis(500)));
        Satchel patient = client("SATCHEL_URL", key, Retries.DEFAULT)) {
      SatchelException limited = assertThrows(SatchelException.class, () -> list(hasty, 1000));
      assertEquals("rate_limited", limited.code());
      assertTrue(limited.retryAfter().orElseThrow().toSeconds() >= 1);
      list(patient, 5);
      assertThrows(SatchelException.class, () -> list(busy, 1000));
    }
  }

  @Test
  void asksForFilesAndVerifiesWhatItIsTold() throws Exception {
    BlockingQueue<Map.Entry<HttpExchange, byte[]>> deliveries = new LinkedBlockingQueue<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          deliveries.add(Map.entry(exchange, exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    WebhookWithSecret hook =
        satchel.registerWebhook(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    try {
      FileRequest request =
          satchel.createFileRequest(
              NewFileRequest.builder().type("photo").prompt("Please take a photo.").build());
      StoredFile photo =
          satchel.upload(Upload.by(user).answering(request.id()).file(PHOTO)).getFirst();
      var delivery = deliveries.poll(1, TimeUnit.MINUTES);
      assertNotNull(delivery);
      verifies(hook.secret(), delivery.getKey(), delivery.getValue(), request.id(), photo.id());

      assertEquals(photo.id(), satchel.filesAnswering(request.id()).iterator().next().id());
      assertEquals(
          List.of(photo.id()),
          satchel.fileRequest(request.id()).files().stream().map(AnsweringFile::id).toList());
      satchel.deleteFileRequest(request.id());
      assertThrows(SatchelException.class, () -> satchel.fileRequest(request.id()));
    } finally {
      satchel.call("DELETE", "v1/webhooks/" + hook.id(), null, Void.class);
      server.stop(0);
    }
  }

  private static void verifies(
      String secret, HttpExchange delivery, byte[] body, UUID request, UUID photo)
      throws Exception {
    var headers = delivery.getRequestHeaders();
    WebhookEvent event = Webhooks.verify(secret, headers::getFirst, body);
    assertEquals(List.of(photo), event.addedFileIds());
    assertEquals(List.of(), event.removedFileIds());
    assertEquals(request, event.fileRequest().id());
    assertEquals("file-request.files.update", event.type());

    var sent = Instant.ofEpochSecond(Long.parseLong(headers.getFirst("webhook-timestamp")));
    body[body.length - 1] ^= 1;
    refuses(() -> Webhooks.verify(secret, headers::getFirst, body));
    body[body.length - 1] ^= 1;
    refuses(() -> Webhooks.verify("whsec_" + "A".repeat(32), headers::getFirst, body));
    refuses(() -> Webhooks.verify(secret, headers::getFirst, body, sent.plusSeconds(301)));
    refuses(() -> Webhooks.verify(secret, headers::getFirst, body, sent.minusSeconds(301)));
    refuses(() -> Webhooks.verify(secret, name -> null, body));
    refuses(
        () ->
            Webhooks.verify(
                secret,
                name -> name.equals("webhook-signature") ? null : headers.getFirst(name),
                body));
    refuses(
        () ->
            Webhooks.verify(
                secret, name -> name.equals("webhook-id") ? "x" : headers.getFirst(name), body));
  }

  private static void refuses(org.junit.jupiter.api.function.Executable verification) {
    assertThrows(SignatureException.class, verification);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SATCHEL_CUT_UPLOADS", matches = ".+")
  void goesOnWhenConnectionsBreak() throws Exception {
    var bytes = new byte[20_000_000];
    new Random(1).nextBytes(bytes);
    Path source = Files.write(folder.resolve("source"), bytes);
    var sent = new ArrayList<Long>();
    var received = new ArrayList<Long>();
    try (Satchel uploads = client("SATCHEL_CUT_UPLOADS", KEY, Retries.DEFAULT);
        Satchel downloads = client("SATCHEL_CUT_DOWNLOADS", KEY, Retries.DEFAULT)) {
      StoredFile file =
          uploads
              .upload(Upload.by(user).file(source).onProgress((count, total) -> sent.add(count)))
              .getFirst();
      assertEquals(file.id(), satchel.files(user).iterator().next().id());
      assertEquals(2, sent.stream().filter(sent.getFirst()::equals).count(), "tries");
      Path copy =
          downloads.download(
              file.id(), folder.resolve("copy"), (count, total) -> received.add(count));
      assertEquals(-1, Files.mismatch(source, copy));
      assertEquals(received.stream().sorted().distinct().toList(), received, "fetched once");
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SATCHEL_LARGE", matches = ".+")
  void holdsNoLargeFileInMemory() throws Exception {
    Path source = Path.of(System.getenv("SATCHEL_LARGE"));
    assertTrue(Runtime.getRuntime().maxMemory() <= 128 << 20);
    StoredFile json = satchel.upload(Upload.by(user).file(source).asJson()).getFirst();
    StoredFile form = satchel.upload(user, source);
    assertEquals(Files.size(source), json.size());
    Path copy = satchel.download(form.id(), folder.resolve("copy"));
    assertEquals(-1, Files.mismatch(source, copy));
  }

  private static void list(Satchel client, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertInstanceOf(
          FilePage.class, client.call("GET", "v1/files?limit=1", null, FilePage.class));
    }
  }

  private static String facts(StoredFile file) {
    return "%s %s %s %s"
        .formatted(file.originalName(), file.mimeType(), file.imageWidth(), file.imageHeight());
  }

  private static Satchel client(String variable, String key, Retries retries) {
    return new Satchel(URI.create(System.getenv(variable)), key, retries);
  }
}
