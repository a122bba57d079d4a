package dev.satchel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL 15 of Debian 12, as a primary or as a standby of one, or a PgBouncer in front of it:
 * what others put in front of the service. Each is a process of its own over a directory of its
 * own.
 */
public final class DebianPostgres implements AutoCloseable {

  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
  private static final Path PGBOUNCER = Path.of("/usr/sbin/pgbouncer");
  private static final String NAME = "satchel";
  private static final String SUPERUSER = "postgres";

  private final Path home;
  private final int port;
  private final Process process;

  private DebianPostgres(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /** Whether both are there; says what is not tested where they are not. */
  public static boolean isInstalled() {
    boolean installed =
        Files.isExecutable(BINARIES.resolve("postgres")) && Files.isExecutable(PGBOUNCER);
    if (!installed) {
      System.out.println(
          "Debian's postgresql-15 and pgbouncer are not installed:"
              + " PostgreSQL 15, PgBouncer and fail-over are NOT tested.");
    }
    return installed;
  }

  /** A primary with an empty database. */
  public static DebianPostgres primary() throws Exception {
    Path home = home();
    run(
        BINARIES.resolve("initdb").toString(),
        "--pgdata=" + home.resolve("data"),
        "--username=" + SUPERUSER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
    DebianPostgres started = start(home);
    started.execute("create role satchel login password 'satchel'", SUPERUSER);
    started.execute("create database satchel owner satchel", SUPERUSER);
    return started;
  }

  /** A standby that has this one's data, and gets its changes as they are made. */
  public DebianPostgres standby() throws Exception {
    Path copy = home();
    run(
        BINARIES.resolve("pg_basebackup").toString(),
        "--dbname=host=127.0.0.1 port=" + port + " user=" + SUPERUSER,
        "--pgdata=" + copy.resolve("data"),
        "--write-recovery-conf",
        "--checkpoint=fast",
        "--no-sync");
    return start(copy);
  }

  /**
   * A PgBouncer in front of this one.
   *
   * @param mode its {@code pool_mode}
   * @param size connections that it has to this server
   */
  public DebianPostgres pooler(String mode, int size) throws Exception {
    Path home = home();
    int port = Ports.free();
    Path users = home.resolve("users.txt");
    Files.writeString(users, "\"satchel\" \"satchel\"\n");
    Path file = home.resolve("pgbouncer.ini");
    Files.writeString(
        file,
        """
        [databases]
        satchel = host=127.0.0.1 port=%d dbname=satchel
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        pool_mode = %s
        default_pool_size = %d
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(this.port, port, users, mode, size));
    var pooler = new DebianPostgres(home, port, begin(home, PGBOUNCER.toString(), file.toString()));
    pooler.awaitAnswer(NAME);
    return pooler;
  }

  /** Makes a standby a primary. */
  public void promote() throws SQLException {
    execute("select pg_promote()", SUPERUSER);
  }

  /** Ends it as a crash does. */
  public void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** Where it is, for JDBC and for Vert.x. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The first column of the first row, as the service's own user sees it. */
  public String value(String sql) throws SQLException {
    try (Connection connection = connect(NAME);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
    run("rm", "-r", home.toString());
  }

  private static DebianPostgres start(Path home) throws Exception {
    int port = Ports.free();
    Files.writeString(
        home.resolve("data").resolve("postgresql.auto.conf"),
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        timezone = 'Pacific/Auckland'
        fsync = off
        """
            .formatted(port),
        StandardOpenOption.APPEND);
    Process process =
        begin(home, BINARIES.resolve("postgres").toString(), "-D", home.resolve("data").toString());
    var server = new DebianPostgres(home, port, process);
    server.awaitAnswer(SUPERUSER);
    return server;
  }

  private void execute(String sql, String user) throws SQLException {
    try (Connection connection = connect(user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String user) throws SQLException {
    String url = "jdbc:postgresql://" + address() + "/" + user;
    return DriverManager.getConnection(url, user, NAME);
  }

  private void awaitAnswer(String user) throws Exception {
    Eventually.holds(() -> connect(user).close());
  }

  /** Open to the user that these servers run as: they refuse to be run by root. */
  private static Path home() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("satchel-debian-postgres");
    if (isRoot()) {
      var users = home.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(home, users.lookupPrincipalByName(SUPERUSER));
    }
    return home;
  }

  private static Process begin(Path home, String... command) throws IOException {
    Process process =
        new ProcessBuilder(asUser(command))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(asUser(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("This failed: " + String.join(" ", command));
    }
  }

  private static List<String> asUser(String... command) {
    var whole = new ArrayList<String>();
    if (isRoot()) {
      whole.addAll(
          List.of("setpriv", "--reuid=" + SUPERUSER, "--regid=" + SUPERUSER, "--clear-groups"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
