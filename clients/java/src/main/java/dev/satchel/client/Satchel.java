package dev.satchel.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls a Satchel. For any number of threads.
 *
 * <p>Calls throw {@link SatchelException} for an answer that is no success, and other {@link
 * IOException}s for what the network does. Reads, deletions, and uploads of files that can be read
 * again are tried again, as {@link Retries} says. Nobody is waited for who does not move a byte for
 * a minute.
 */
public final class Satchel implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "DELETE");
  private static final int NOT_FOUND = 404;

  private final URI url;
  private final String key;
  private final Retries retries;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * @param url such as {@code https://files.example}
   * @param key an API key
   */
  public Satchel(URI url, String key) {
    this(url, key, Retries.DEFAULT);
  }

  public Satchel(URI url, String key, Retries retries) {
    this.url = url.toString().endsWith("/") ? url : URI.create(url + "/");
    this.key = key;
    this.retries = retries;
  }

  /** Uploads files, and tells what is known of them then. */
  public List<StoredFile> upload(Upload upload) throws IOException, InterruptedException {
    UploadBody body = upload.body();
    long length = body.length();
    return retries.run(
        length >= 0,
        tried -> {
          var moved = new AtomicLong(System.nanoTime());
          try (UploadBody.Pieces pieces = body.pieces()) {
            HttpRequest request =
                request("v1/files")
                    .header("Content-Type", body.contentType())
                    .header("Idempotency-Key", upload.idempotencyKey())
                    .POST(publisher(pieces, length, moved, upload.progress()))
                    .build();
            String answer = success(exchange(request, BodyHandlers.ofString(), moved));
            return Json.readList(answer, StoredFile.class);
          }
        });
  }

  /** Uploads a file on the disk. */
  public StoredFile upload(UUID user, Path file) throws IOException, InterruptedException {
    return upload(Upload.by(user).file(file)).getFirst();
  }

  /** Writes the bytes of a file to {@code target}. */
  public Path download(UUID id, Path target) throws IOException, InterruptedException {
    return download(id, target, Progress.NONE);
  }

  /**
   * The same, telling how far it is. A download that breaks off goes on where it was, if the file
   * is still the same. {@code target} appears, or is replaced, when all is there.
   */
  public Path download(UUID id, Path target, Progress progress)
      throws IOException, InterruptedException {
    return fetch("v1/files/" + id, target, progress);
  }

  /** Writes a picture, scaled down so that it covers width × height, to {@code target}. */
  public Path thumbnail(UUID id, int width, int height, Path target)
      throws IOException, InterruptedException {
    return fetch("v1/files/%s?imageSize=%dx%d".formatted(id, width, height), target, Progress.NONE);
  }

  /** The bytes of a file as they come; the caller closes them. */
  public InputStream open(UUID id) throws IOException, InterruptedException {
    return retries.run(
        true,
        tried -> {
          HttpRequest request = request("v1/files/" + id).build();
          HttpResponse<InputStream> answer =
              exchange(request, BodyHandlers.ofInputStream(), new AtomicLong(System.nanoTime()));
          if (answer.statusCode() < 300) {
            return answer.body();
          }
          try (InputStream body = answer.body()) {
            String problem = new String(body.readNBytes(1 << 16), UTF_8);
            throw SatchelException.of(answer.statusCode(), answer.headers(), problem);
          }
        });
  }

  /**
   * A user's files, newest first, fetched page by page as the iteration goes on, which throws
   * {@link UncheckedIOException}.
   */
  public Iterable<StoredFile> files(UUID user) {
    return () -> new Pages("v1/files?userId=" + user);
  }

  /** The files that answer a file request, likewise. */
  public Iterable<StoredFile> filesAnswering(UUID fileRequest) {
    return () -> new Pages("v1/files?fileRequestId=" + fileRequest);
  }

  public StoredFile metadata(UUID id) throws IOException, InterruptedException {
    return call("GET", "v1/files/" + id + "/metadata", null, StoredFile.class);
  }

  public void delete(UUID id) throws IOException, InterruptedException {
    call("DELETE", "v1/files/" + id, null, Void.class);
  }

  public FileRequest createFileRequest(NewFileRequest request)
      throws IOException, InterruptedException {
    return call("POST", "v1/file-requests", request, FileRequest.class);
  }

  public FileRequest fileRequest(UUID id) throws IOException, InterruptedException {
    return call("GET", "v1/file-requests/" + id, null, FileRequest.class);
  }

  public void deleteFileRequest(UUID id) throws IOException, InterruptedException {
    call("DELETE", "v1/file-requests/" + id, null, Void.class);
  }

  /**
   * Has changes of file requests posted to {@code target}. Keep the secret of the answer: it is
   * shown this once.
   */
  public WebhookWithSecret registerWebhook(URI target) throws IOException, InterruptedException {
    var registration =
        Map.of("url", target.toString(), "eventTypes", List.of("file-request.files.update"));
    return call("POST", "v1/webhooks", registration, WebhookWithSecret.class);
  }

  /**
   * Any other call of the API.
   *
   * @param path such as {@code v1/audit?limit=20}
   * @param body a record or a map, or null for none
   * @param answer one of the records that docs/openapi.yaml names, or {@code Void}
   * @return null where the answer has no body
   */
  public <T> T call(String method, String path, Object body, Class<T> answer)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
            .build();
    return retries.run(
        REPEATABLE.contains(method),
        tried -> {
          try {
            var now = new AtomicLong(System.nanoTime());
            String text = success(exchange(request, BodyHandlers.ofString(), now));
            return text.isEmpty() ? null : Json.read(text, answer);
          } catch (SatchelException e) {
            // The answer to an earlier try was lost, and that one has deleted it.
            if (method.equals("DELETE") && tried > 0 && e.status() == NOT_FOUND) {
              return null;
            }
            throw e;
          }
        });
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private Path fetch(String path, Path target, Progress progress)
      throws IOException, InterruptedException {
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (var sink = new FileSink(part, progress)) {
        retries.run(
            true,
            tried -> {
              var moved = new AtomicLong(System.nanoTime());
              HttpRequest.Builder request = request(path);
              if (!sink.headers().isEmpty()) {
                request.headers(sink.headers().toArray(String[]::new));
              }
              Runnable touch = () -> moved.set(System.nanoTime());
              return success(exchange(request.build(), sink.handler(touch), moved));
            });
      }
      return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + key);
  }

  private static BodyPublisher publisher(
      Iterator<byte[]> pieces, long length, AtomicLong moved, Progress progress) {
    var sent = new AtomicLong();
    Iterator<byte[]> told =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return pieces.hasNext();
          }

          @Override
          public byte[] next() {
            byte[] piece = pieces.next();
            moved.set(System.nanoTime());
            progress.moved(sent.addAndGet(piece.length), length);
            return piece;
          }
        };
    BodyPublisher publisher = BodyPublishers.ofByteArrays(() -> told);
    return length < 0 ? publisher : BodyPublishers.fromPublisher(publisher, length);
  }

  /** Waits for as long as something moves: the JDK's own time-out is for the whole of an upload. */
  private <T> HttpResponse<T> exchange(
      HttpRequest request, BodyHandler<T> handler, AtomicLong moved)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    try {
      while (System.nanoTime() - moved.get() < PATIENCE.toNanos()) {
        try {
          return answer.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException stillRunning) {
          // Perhaps something has moved.
        }
      }
      throw new HttpTimeoutException("Nothing has moved for " + PATIENCE);
    } catch (ExecutionException e) {
      throw cause(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static IOException cause(Throwable cause) {
    if (cause instanceof UncheckedIOException e) {
      return e.getCause();
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }

  private static String success(HttpResponse<String> answer) throws SatchelException {
    if (answer.statusCode() >= 300) {
      throw SatchelException.of(answer.statusCode(), answer.headers(), answer.body());
    }
    return answer.body();
  }

  private final class Pages implements Iterator<StoredFile> {

    private final String first;
    private FilePage page;
    private Iterator<StoredFile> files;

    Pages(String first) {
      this.first = first;
    }

    @Override
    public boolean hasNext() {
      while (page == null || (!files.hasNext() && page.nextCursor() != null)) {
        turn();
      }
      return files.hasNext();
    }

    @Override
    public StoredFile next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return files.next();
    }

    private void turn() {
      String cursor = page == null ? "" : "&cursor=" + URLEncoder.encode(page.nextCursor(), UTF_8);
      try {
        page = call("GET", first + cursor, null, FilePage.class);
        files = page.files().iterator();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }
  }
}
