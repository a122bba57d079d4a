package dev.satchel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL and an S3-protocol server over one data directory, as a process of its own.
 *
 * <p>Once they answer, standard output gets the Quarkus configuration that reaches them, a line per
 * property, then the line {@code ready}. They stop when standard input ends, so they die with the
 * process that started this one, however that ends. If this process is killed itself, the next one
 * over the same directory stops the PostgreSQL that was left behind.
 *
 * <p>A control port takes one command per connection, such as {@code stop s3}, and answers {@code
 * done}.
 */
public final class EmbeddedServers {
  /** The property that holds the id of this process, which is S3's, too. */
  static final String PID = "embedded-servers.pid";

  /** The property that holds the control port. */
  static final String CONTROL_PORT = "embedded-servers.control-port";

  static final String POSTGRESQL = "postgresql";
  static final String S3 = "s3";

  /** The control port's answer to a command that succeeded. */
  static final String DONE = "done";

  /** For a predecessor that is still stopping its servers. */
  private static final int LOCK_SECONDS = 30;

  /** For a parent that got the same interrupt and still needs the servers while it stops. */
  private static final int PARENT_SECONDS = 60;

  private final FileChannel lock;
  private final Map<String, EmbeddedServer> servers = new TreeMap<>();
  private final CountDownLatch unused = new CountDownLatch(1);

  private EmbeddedServers(Path directory, ZoneId zone, List<String> names)
      throws IOException, InterruptedException {
    lock = lock(directory);
    Ports ports = Ports.rememberedIn(directory.resolve("ports.properties"));
    for (String name : names) {
      servers.put(
          name,
          switch (name) {
            case POSTGRESQL -> new PostgresServer(directory.resolve(name), ports.of(name), zone);
            case S3 -> new S3Server(directory.resolve(name), ports.of(name));
            default -> throw new IllegalArgumentException("no such server: " + name);
          });
    }
  }

  /**
   * Runs until standard input ends.
   *
   * @param args the data directory, PostgreSQL's time zone, and the names of the servers to run
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream parent = System.out;
    System.setOut(System.err);
    try {
      Path directory = Files.createDirectories(Path.of(args[0])).toRealPath();
      List<String> names = List.of(args).subList(2, args.length);
      new EmbeddedServers(directory, ZoneId.of(args[1]), names).run(parent);
    } catch (IOException | RuntimeException e) {
      log(e);
      System.exit(1);
    }
    System.exit(0);
  }

  private void run(PrintStream parent) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    try {
      for (EmbeddedServer server : servers.values()) {
        server.start();
        server.configuration().forEach((name, value) -> parent.println(name + "=" + value));
      }
      parent.println(PID + "=" + ProcessHandle.current().pid());
      parent.println(CONTROL_PORT + "=" + listen());
      parent.println("ready");
      parent.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    } finally {
      unused.countDown();
    }
  }

  private int listen() throws IOException {
    ServerSocket control = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> obey(control));
    return control.getLocalPort();
  }

  private void stop() {
    try {
      unused.await(PARENT_SECONDS, TimeUnit.SECONDS);
      for (EmbeddedServer server : servers.values()) {
        server.stop();
      }
      lock.close();
    } catch (IOException | InterruptedException e) {
      log(e);
    }
  }

  private void obey(ServerSocket control) {
    while (true) {
      try (Socket socket = control.accept();
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
          PrintStream answer = new PrintStream(socket.getOutputStream(), true)) {
        answer.println(obey(reader.readLine().split(" ")));
      } catch (IOException | RuntimeException e) {
        log(e);
      }
    }
  }

  private String obey(String[] command) throws IOException {
    EmbeddedServer server = Objects.requireNonNull(servers.get(command[1]), command[1]);
    switch (command[0]) {
      case "start" -> server.start();
      case "stop" -> server.stop();
      default -> throw new IllegalArgumentException(command[0]);
    }
    return DONE;
  }

  private static FileChannel lock(Path directory) throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int second = 0; channel.tryLock() == null; second++) {
      if (second == LOCK_SECONDS) {
        throw new IOException("another process uses " + directory);
      }
      Thread.sleep(1000);
    }
    return channel;
  }

  /** Standard error is this process's log file. */
  private static void log(Exception e) {
    e.printStackTrace();
  }
}
