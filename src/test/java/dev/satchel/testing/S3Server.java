package dev.satchel.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/** An S3-protocol server that keeps objects as files and checks every request's signature. */
final class S3Server implements EmbeddedServer {
  private static final String ACCESS_KEY = "satchel";
  private static final String SECRET_KEY = "satchel-secret";
  private static final String BUCKET = "satchel";
  private static final String REGION = "us-east-1";

  private final Path home;
  private final int port;
  private @Nullable S3Proxy running;

  S3Server(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  @Override
  public synchronized void start() throws IOException {
    if (running != null) {
      return;
    }
    Files.createDirectories(home);
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", home.toString());
    BlobStore store = BlobStores.create("filesystem", properties);
    if (!store.containerExists(BUCKET)) {
      store.createContainer(BUCKET);
    }
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create(endpoint()))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            // Requests under way break at once.
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IOException("the S3 server does not start", e);
    }
    running = proxy;
  }

  @Override
  public synchronized void stop() throws IOException {
    if (running == null) {
      return;
    }
    try {
      running.stop();
    } catch (Exception e) {
      throw new IOException("the S3 server does not stop", e);
    }
    running = null;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of(
        "quarkus.s3.endpoint-override",
        endpoint(),
        "quarkus.s3.path-style-access",
        "true",
        "quarkus.s3.aws.region",
        REGION,
        "quarkus.s3.aws.credentials.type",
        "static",
        "quarkus.s3.aws.credentials.static-provider.access-key-id",
        ACCESS_KEY,
        "quarkus.s3.aws.credentials.static-provider.secret-access-key",
        SECRET_KEY);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + port;
  }
}
