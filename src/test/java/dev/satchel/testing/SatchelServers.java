package dev.satchel.testing;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.satchel.dev.ServersProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * Gives tests a real PostgreSQL and a real S3-protocol server, empty at first.
 *
 * <p>The first use in a JVM starts them, and they end with that JVM. Quarkus loads this class anew
 * for every application that it starts, so what was started is kept in a system property.
 */
public final class SatchelServers implements QuarkusTestResourceLifecycleManager {
  private static final String CONFIGURATION = "embedded-servers.configuration";

  /** Far from UTC, so that a test fails where something relies on the database's time zone. */
  private static final String TIME_ZONE = "Pacific/Auckland";

  @Override
  public Map<String, String> start() {
    var settings = new HashMap<>(configuration());
    String port = Integer.toString(Management.port());
    settings.put("quarkus.management.port", port);
    settings.put("quarkus.management.test-port", port);
    return settings;
  }

  /** Leaves them running, for the next application of this JVM. */
  @Override
  public void stop() {}

  /** The Quarkus configuration that reaches the servers. */
  public static Map<String, String> configuration() {
    String started = System.getProperty(CONFIGURATION);
    if (started == null) {
      started = startServers();
      System.setProperty(CONFIGURATION, started);
    }
    return started.lines().map(it -> it.split("=", 2)).collect(toMap(it -> it[0], it -> it[1]));
  }

  /** A connection as the service's own user; the caller closes it. */
  public static Connection database() throws SQLException {
    return DriverManager.getConnection(
        property("quarkus.datasource.jdbc.url"),
        property("quarkus.datasource.username"),
        property("quarkus.datasource.password"));
  }

  /** A connection that may change the database server's settings; the caller closes it. */
  public static Connection databaseSuperuser() throws SQLException {
    return DriverManager.getConnection(
        property("quarkus.datasource.jdbc.url"), PostgresServer.SUPERUSER, "");
  }

  /** A client of the S3 server; the caller closes it. */
  public static S3AsyncClient s3() {
    return s3Builder().forcePathStyle(true).build();
  }

  /** A client, to be finished, of the S3 server, which finds buckets by the path only. */
  public static S3AsyncClientBuilder s3Builder() {
    String credentials = "quarkus.s3.aws.credentials.static-provider.";
    return S3AsyncClient.builder()
        .endpointOverride(URI.create(property("quarkus.s3.endpoint-override")))
        .region(Region.of(property("quarkus.s3.aws.region")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    property(credentials + "access-key-id"),
                    property(credentials + "secret-access-key"))));
  }

  static String property(String name) {
    return Objects.requireNonNull(configuration().get(name), name);
  }

  /** Each JVM has a directory of its own, so that two builds do not meet. */
  static Path directory() {
    return home().resolve(Long.toString(ProcessHandle.current().pid()));
  }

  private static Path home() {
    return Path.of("target", "test-servers").toAbsolutePath();
  }

  private static String startServers() {
    try {
      deleteLeftovers();
      List<String> servers = List.of(EmbeddedServers.POSTGRESQL, EmbeddedServers.S3);
      return new ServersProcess(classPath(), directory(), TIME_ZONE, servers)
          .start().entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the dev mode's continuous testing, the JVM's own class path holds Quarkus only. */
  private static String classPath() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    return Files.exists(ServersProcess.classPathFile(target))
        ? ServersProcess.classPath(target)
        : System.getProperty("java.class.path");
  }

  /** Of one JVM at a time, so that those which begin together do not stumble over each other. */
  private static void deleteLeftovers() throws IOException {
    Files.createDirectories(home());
    try (FileChannel turn =
            FileChannel.open(
                home().resolveSibling("test-servers.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = turn.lock();
        Stream<Path> directories = Files.list(home())) {
      for (Path directory : directories.toList()) {
        long pid = Long.parseLong(directory.getFileName().toString());
        if (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty()) {
          delete(directory);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
