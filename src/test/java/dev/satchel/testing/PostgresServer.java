package dev.satchel.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL on the loopback address, with a database and an owner that are not the superuser's.
 */
final class PostgresServer implements EmbeddedServer {
  /** Whom the server trusts whatever the password. */
  static final String SUPERUSER = "postgres";

  private static final String NAME = "satchel";
  private static final long STOP_SECONDS = 20;

  private final Path home;
  private final int port;
  private final ZoneId zone;
  private @Nullable EmbeddedPostgres running;

  PostgresServer(Path home, int port, ZoneId zone) {
    this.home = home;
    this.port = port;
    this.zone = zone;
  }

  @Override
  public synchronized void start() throws IOException {
    if (running != null) {
      return;
    }
    // For the owner alone, since root unpacks the binaries into a directory open to everybody.
    Files.createDirectories(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    stopLeftover();
    running =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
            .setDataDirectory(home.resolve("data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setOutputRedirector(Redirect.appendTo(log()))
            // The same order of texts on every machine, whatever locales it has.
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("timezone", zone.getId())
            .setServerConfig("max_connections", "100")
            .start();
    createDatabase(running.getPostgresDatabase());
  }

  @Override
  public synchronized void stop() throws IOException {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  @Override
  public Map<String, String> configuration() {
    String address = "postgresql://127.0.0.1:" + port + "/" + NAME;
    return Map.of(
        "quarkus.datasource.jdbc.url", "jdbc:" + address,
        "quarkus.datasource.reactive.url", address,
        "quarkus.datasource.username", NAME,
        "quarkus.datasource.password", NAME);
  }

  /** The id of the process that runs over {@code home}. */
  static long pid(Path home) throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile(home)).getFirst().strip());
  }

  private static Path pidFile(Path home) {
    return home.resolve("data").resolve("postmaster.pid");
  }

  private File log() {
    return home.resolve("postgresql.log").toFile();
  }

  private static void createDatabase(DataSource postgres) throws IOException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.executeQuery("select from pg_roles where rolname = '" + NAME + "'").next()) {
        statement.execute("create role " + NAME + " login password '" + NAME + "'");
      }
      if (!statement
          .executeQuery("select from pg_database where datname = '" + NAME + "'")
          .next()) {
        statement.execute("create database " + NAME + " owner " + NAME);
      }
    } catch (SQLException e) {
      throw new IOException("cannot create the database", e);
    }
  }

  /** Ends the server that an earlier process could not stop because it was killed. */
  private void stopLeftover() throws IOException {
    Path pidFile = pidFile(home);
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = pid(home);
    ProcessHandle process = ProcessHandle.of(pid).filter(this::isOurs).orElse(null);
    if (process == null) {
      // PostgreSQL would refuse to start where another program has got that pid meanwhile.
      Files.delete(pidFile);
      return;
    }
    // SIGQUIT is PostgreSQL's immediate shutdown. SIGCONT first, since a test may have paused it.
    Signals.send("CONT", process);
    Signals.send("QUIT", process);
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("PostgreSQL, left from an earlier run, does not stop: pid " + pid, e);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().map(it -> Path.of(it).startsWith(home)).orElse(false);
  }
}
