package dev.satchel.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Speaks as much of S3 as the service needs, takes any signature, and throws the bytes away; or, if
 * it is started with an argument, keeps and serves the few objects of those benchmarks that read:
 * {@code keep} all of them, {@code pieces} only what resumable uploads read again. A write whose
 * body is shorter or longer than announced is refused, so that nothing can be left out.
 *
 * <p>Prints its port, then runs until standard input ends.
 */
public final class S3Sink {

  private static final String CHECKSUM_PREFIX = "x-amz-checksum-";
  private static final int BUFFER = 1 << 20;

  /** What is read again of an upload that is not finished, by Satchel and by tus' own server. */
  private static final Pattern PIECE = Pattern.compile(".*(-piece-\\d+|\\.info|\\.part)");

  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final Predicate<String> keeps;
  private final boolean knowsParts;
  private final Map<String, Map<Integer, Long>> parts = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Buffer>> kept = new ConcurrentHashMap<>();

  private S3Sink(String kind) {
    this.knowsParts = kind.equals("pieces");
    this.keeps = knowsParts ? PIECE.asMatchPredicate() : path -> !kind.isEmpty();
  }

  public static void main(String[] args) throws Exception {
    var sink = new S3Sink(args.length > 0 ? args[0] : "");
    var vertx = Vertx.vertx();
    var options =
        new HttpServerOptions()
            .setReceiveBufferSize(BUFFER)
            .setTcpNoDelay(true)
            .setHandle100ContinueAutomatically(true);
    var server =
        vertx
            .createHttpServer(options)
            .requestHandler(sink::handle)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println(server.actualPort());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private void handle(HttpServerRequest request) {
    var size = new long[1];
    var body = Buffer.buffer();
    request.handler(
        bytes -> {
          size[0] += bytes.length();
          if (request.method() == HttpMethod.POST || keeps.test(request.path())) {
            body.appendBuffer(bytes);
          }
        });
    request.endHandler(end -> answer(request, size[0], body));
  }

  private void answer(HttpServerRequest request, long size, Buffer body) {
    HttpServerResponse response = request.response();
    String announced = request.getHeader("Content-Length");
    if (announced != null && Long.parseLong(announced) != size) {
      response.setStatusCode(400).end();
    } else if (request.method() == HttpMethod.PUT) {
      if (keeps.test(request.path())) {
        keep(request, body);
      }
      if (knowsParts && request.params().contains("partNumber")) {
        parts
            .computeIfAbsent(request.path(), path -> new ConcurrentSkipListMap<>())
            .put(Integer.valueOf(request.getParam("partNumber")), size);
      }
      echoChecksum(request);
      response.putHeader("ETag", "\"sink\"").end();
    } else if (request.method() == HttpMethod.HEAD && kept.containsKey(request.path())) {
      String length = Integer.toString(whole(kept.get(request.path())).length());
      response.putHeader("Content-Length", length).end();
    } else if (request.method() == HttpMethod.GET && kept.containsKey(request.path())) {
      response.end(whole(kept.get(request.path())));
    } else if (knowsParts && isOfNone(request)) {
      response.setStatusCode(404).putHeader("Content-Type", "application/xml");
      response.end(
          request.method() == HttpMethod.HEAD ? "" : "<Error><Code>NoSuchKey</Code></Error>");
    } else if (request.method() == HttpMethod.GET && request.params().contains("uploadId")) {
      response.putHeader("Content-Type", "application/xml").end(parts(request.path()));
    } else if (request.method() == HttpMethod.POST) {
      remove(request, body);
      response.putHeader("Content-Type", "application/xml").end(document(request));
    } else {
      if (request.method() == HttpMethod.DELETE) {
        kept.remove(request.path());
      }
      response.setStatusCode(request.method() == HttpMethod.DELETE ? 204 : 200).end();
    }
  }

  /** Whether an object is asked for that is not there. */
  private boolean isOfNone(HttpServerRequest request) {
    return (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
        && !request.params().contains("uploadId")
        && keeps.test(request.path())
        && !kept.containsKey(request.path());
  }

  private String parts(String path) {
    return parts.getOrDefault(path, Map.of()).entrySet().stream()
        .map(
            part ->
                "<Part><PartNumber>%d</PartNumber><Size>%d</Size><ETag>\"sink\"</ETag></Part>"
                    .formatted(part.getKey(), part.getValue()))
        .collect(
            Collectors.joining(
                "", "<ListPartsResult><IsTruncated>false</IsTruncated>", "</ListPartsResult>"));
  }

  /** What a request names that removes many, which is told by its body. */
  private void remove(HttpServerRequest request, Buffer body) {
    if (request.params().contains("delete")) {
      KEY.matcher(body.toString())
          .results()
          .forEach(key -> kept.remove(request.path().replaceAll("/$", "") + "/" + key.group(1)));
    } else {
      parts.remove(request.path());
    }
  }

  /** Parts of an object come in any order, and may come again. */
  private void keep(HttpServerRequest request, Buffer body) {
    String part = request.getParam("partNumber", "1");
    kept.compute(
        request.path(),
        (path, there) -> {
          var parts = there == null ? new TreeMap<Integer, Buffer>() : there;
          parts.put(Integer.valueOf(part), body);
          return parts;
        });
  }

  private static Buffer whole(Map<Integer, Buffer> parts) {
    var whole = Buffer.buffer();
    parts.values().forEach(whole::appendBuffer);
    return whole;
  }

  private static void echoChecksum(HttpServerRequest request) {
    request.headers().entries().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).startsWith(CHECKSUM_PREFIX))
        .forEach(header -> request.response().putHeader(header.getKey(), header.getValue()));
  }

  private static String document(HttpServerRequest request) {
    if (request.params().contains("delete")) {
      return "<DeleteResult/>";
    }
    String result =
        request.params().contains("uploads")
            ? "InitiateMultipartUploadResult"
            : "CompleteMultipartUploadResult";
    return "<%s><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId><ETag>\"sink\"</ETag></%s>"
        .formatted(result, result);
  }
}
