package dev.satchel.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A proxy as Debian packages it, as a process of its own over one of the files in {@code
 * deploy/proxy}, in which only ports and certificates are changed.
 */
public final class ReverseProxy implements AutoCloseable {

  /** Those that there are examples for, and that Debian has. */
  public enum Kind {
    NGINX("/usr/sbin/nginx", "nginx.conf"),
    HAPROXY("/usr/sbin/haproxy", "haproxy.cfg");

    private final Path program;
    private final Path example;

    Kind(String program, String example) {
      this.program = Path.of(program);
      this.example = Path.of("deploy", "proxy", example);
    }

    /** Whether it is there; says what is not tested where it is not. */
    public boolean isInstalled() {
      boolean installed = Files.isExecutable(program);
      if (!installed) {
        System.out.printf("%s is not installed: the example %s is NOT tested.%n", program, example);
      }
      return installed;
    }

    private List<String> command(Path home, Path configuration) {
      return this == NGINX
          ? List.of(
              program.toString(),
              "-p",
              home.toString(),
              "-c",
              configuration.toString(),
              "-g",
              "daemon off; pid " + home.resolve("pid") + "; error_log stderr;")
          : List.of(program.toString(), "-db", "-f", configuration.toString());
    }
  }

  private final Path home;
  private final int port;
  private final Process process;

  private ReverseProxy(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /** The ports of a replica, which may not be there yet. */
  public record Replica(int port, int managementPort) {

    /** Two that nobody listens to. */
    public static Replica free() throws IOException {
      return new Replica(Ports.free(), Ports.free());
    }

    private String line() {
      return "server at-%d 127.0.0.1:%d port %d".formatted(port, port, managementPort);
    }
  }

  /** Starts one in front of {@code service}; returns once it listens. */
  public static ReverseProxy start(Kind kind, PackagedSatchel service) throws Exception {
    var only = new Replica(service.port(), service.managementPort());
    return start(kind, example -> adapted(example, only));
  }

  /** Starts HAProxy in front of replicas that come and go; returns once it listens. */
  public static ReverseProxy start(List<Replica> replicas) throws Exception {
    String lines = replicas.stream().map(Replica::line).collect(joining("\n  "));
    return start(
        Kind.HAPROXY, example -> example.replace("server a 127.0.0.1:8080 port 9000", lines));
  }

  private static ReverseProxy start(Kind kind, UnaryOperator<String> adapted) throws Exception {
    Path home = Files.createTempDirectory("reverse-proxy");
    makeCertificate(home);
    int port = Ports.free();
    String example = Files.readString(kind.example);
    Path configuration =
        Files.writeString(home.resolve("proxy.conf"), placed(adapted.apply(example), home, port));
    Process process =
        new ProcessBuilder(kind.command(home, configuration))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    var proxy = new ReverseProxy(home, port, process);
    try {
      Eventually.holds(proxy::requireListening);
      return proxy;
    } catch (Exception e) {
      proxy.close();
      throw e;
    }
  }

  /** The address of a path behind it. */
  public URI uri(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }

  /**
   * A client that trusts it.
   *
   * @param address where its connections come from, such as 127.0.0.2
   */
  public HttpClient client(String address) throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder()
        .sslContext(trusting(home.resolve("cert.pem")))
        .localAddress(InetAddress.getByName(address))
        .build();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String placed(String example, Path home, int port) {
    return example
        .replace("/etc/satchel/tls", home.toString())
        .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
        .replace("bind :443 ", "bind 127.0.0.1:" + port + " ");
  }

  private static String adapted(String example, Replica replica) {
    return example
        .replace("127.0.0.1:8080", "127.0.0.1:" + replica.port())
        .replace("port 9000", "port " + replica.managementPort());
  }

  private static void makeCertificate(Path home) throws Exception {
    String certificate = home.resolve("cert.pem").toString();
    String key = home.resolve("key.pem").toString();
    Process made =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=satchel",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                key,
                "-out",
                certificate)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("openssl.log").toFile())
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("openssl makes no certificate: see " + home);
    }
    Files.writeString(
        home.resolve("satchel.pem"),
        Files.readString(home.resolve("cert.pem")) + Files.readString(home.resolve("key.pem")));
  }

  private static SSLContext trusting(Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "proxy", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private void requireListening() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("The proxy ended: " + Files.readString(home.resolve("log")));
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
    }
  }
}
