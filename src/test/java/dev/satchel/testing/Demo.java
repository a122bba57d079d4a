package dev.satchel.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the whole way in the dev mode: asks the service for photos, prints the link at which that
 * is answered, and each webhook that tells of an answer. Uses the JDK alone. Ends with its standard
 * input.
 */
public final class Demo {

  private static final Pattern LINK = Pattern.compile("\"shortLink\":\"([^\"]+)\"");
  private static final Pattern FILES = Pattern.compile("\"originalName\":");

  private Demo() {}

  /**
   * Runs until nobody is there any more.
   *
   * @param args the address of the service, and a key for it
   */
  public static void main(String... args) throws IOException, InterruptedException {
    HttpServer receiver = receiver();
    String link = link(args[0], args[1], "http://127.0.0.1:" + receiver.getAddress().getPort());
    System.out.print(told(args[0], link));
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Demo::received);
    server.start();
    return server;
  }

  private static void received(HttpExchange exchange) throws IOException {
    String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    System.out.printf(
        "Webhook: the file request of the demo has %d files now. %s%n",
        FILES.matcher(event).results().count(), event);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static String link(String address, String key, String webhook)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "/v1/file-requests"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(asked(webhook)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer = client.send(request, BodyHandlers.ofString()).body();
      Matcher link = LINK.matcher(answer);
      return link.find() ? link.group(1) : "(no page: " + answer + ")";
    }
  }

  private static String asked(String webhook) {
    return """
    {"type": "photo", "prompt": "Please take a photo of your rash, and one from further away.",
     "staffName": "Dr Rachel Williams", "patientFirstName": "John",
     "filesUpdateWebhookUrl": "%s"}
    """
        .formatted(webhook);
  }

  private static String told(String address, String link) throws SocketException {
    int port = URI.create(address).getPort();
    String phone =
        lanAddress()
            .map(
                it ->
                    """
                    For a phone in the same network, start it so that others reach it, with a key that all know:
                    ./mvnw quarkus:dev -Dquarkus.http.host=0.0.0.0 -Dsatchel.page.base-url=http://%s:%d
                    """
                        .formatted(it.getHostAddress(), port))
            .orElse("");
    return """

    A file request waits to be answered. Open its page, and send a photo:
    %s
    What webhooks tell of it is printed here. %s
    """
        .formatted(link, phone);
  }

  private static Optional<InetAddress> lanAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(it -> it instanceof Inet4Address && it.isSiteLocalAddress())
        .findFirst();
  }
}
