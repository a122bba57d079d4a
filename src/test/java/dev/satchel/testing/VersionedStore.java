package dev.satchel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * As much of the S3 protocol as it takes to put objects into a bucket that keeps versions, which
 * the real test server does not, and to remove them. A delete that names no version adds a marker
 * and removes nothing.
 */
public final class VersionedStore implements AutoCloseable {

  private static final int PAGE = 1000;
  private static final String BUCKET = "/satchel";
  private static final Pattern NAMED =
      Pattern.compile("<Key>([^<]+)</Key>(?:<VersionId>([^<]+)</VersionId>)?");

  private final HttpServer server;
  private final Map<String, List<String>> versions = new TreeMap<>();
  private int versioningStatus = 200;
  private int uploadsStatus = 200;
  private int last;

  private VersionedStore(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  /** Listens on a free port of the loopback address. */
  public static VersionedStore start() throws IOException {
    return new VersionedStore(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** A client of it; the caller closes it. */
  public S3AsyncClient client() {
    return clientOf(server.getAddress().getPort()).build();
  }

  /** A client, to be finished, of any store on this port of the loopback address. */
  public static S3AsyncClientBuilder clientOf(int port) {
    return S3AsyncClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .forcePathStyle(true)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
  }

  /** From now on answers the question whether it keeps versions with this status. */
  public synchronized void answerVersioning(int status) {
    versioningStatus = status;
  }

  /** From now on answers the question for open uploads with this status. */
  public synchronized void answerUploads(int status) {
    uploadsStatus = status;
  }

  /** The versions that there are by the key of their object, markers included. */
  public synchronized Map<String, List<String>> versions() {
    return new TreeMap<>(versions);
  }

  /** Adds a version of an object. */
  public synchronized String put(String key) {
    String version = "v" + ++last;
    versions.computeIfAbsent(key, first -> new ArrayList<>()).add(version);
    return version;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    String query = String.valueOf(call.getRequestURI().getQuery());
    String key = call.getRequestURI().getPath().substring(BUCKET.length()).replaceFirst("^/", "");
    switch (call.getRequestMethod()) {
      case "PUT" -> {
        call.getResponseHeaders().set("x-amz-version-id", put(key));
        send(call, 200, "");
      }
      case "DELETE" -> {
        delete(key, query.contains("versionId=") ? query.replaceFirst(".*versionId=", "") : null);
        send(call, 204, "");
      }
      case "POST" -> {
        NAMED.matcher(body).results().forEach(it -> delete(it.group(1), it.group(2)));
        send(call, 200, "<DeleteResult/>");
      }
      default -> answerQuestion(call, query);
    }
  }

  private void answerQuestion(HttpExchange call, String query) throws IOException {
    if (query.startsWith("versioning")) {
      String enabled =
          "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
      send(call, versioningStatus, versioningStatus == 200 ? enabled : "");
    } else if (query.contains("versions")) {
      send(call, 200, "<ListVersionsResult>" + listed(query) + "</ListVersionsResult>");
    } else {
      send(call, uploadsStatus, "<ListMultipartUploadsResult/>");
    }
  }

  private String listed(String query) {
    String prefix = query.replaceFirst(".*prefix=([^&]*).*", "$1");
    return versions.entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix))
        .flatMap(object -> object.getValue().stream().map(it -> listed(object.getKey(), it)))
        .limit(PAGE)
        .collect(Collectors.joining());
  }

  private static String listed(String key, String version) {
    return "<Version><Key>%s</Key><VersionId>%s</VersionId></Version>".formatted(key, version);
  }

  private void delete(String key, @Nullable String version) {
    if (version == null) {
      put(key);
    } else {
      versions.getOrDefault(key, new ArrayList<>()).remove(version);
      versions.values().removeIf(List::isEmpty);
    }
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
