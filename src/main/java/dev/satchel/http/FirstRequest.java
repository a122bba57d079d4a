package dev.satchel.http;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.net.InetAddress;

/**
 * The request that the service sends itself as soon as it listens, so that what the first request
 * sets up ({@link ConnectionLimits}) is there before those of others. Nobody waits for it: where it
 * does not get through, the first of the others does the same.
 */
@ApplicationScoped
class FirstRequest {

  private static final String REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final Vertx vertx;
  private final HttpServer server;

  FirstRequest(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  void send(@ObservesAsync HttpServerStart started) {
    NetClient client = vertx.createNetClient();
    client
        .connect(server.getPort(), reachable(started.options().getHost()))
        .compose(FirstRequest::exchange)
        .onComplete(exchanged -> client.close());
  }

  private static Future<Void> exchange(NetSocket socket) {
    var closed = Promise.<Void>promise();
    socket.closeHandler(closed::complete);
    socket.handler(answer -> {});
    return socket.write(REQUEST).compose(sent -> closed.future());
  }

  /** The address to reach a server at that listens on every address. */
  private static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("::")
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : host;
  }
}
