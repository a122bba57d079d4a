package dev.satchel.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;

/**
 * Bounds how many connections there are, and how long each may take to send the head of a request:
 * {@code satchel.http.max-connections} and {@code satchel.http.header-timeout}. Has those heads
 * read strictly ({@link StrictRequestDecoder}).
 *
 * <p>Neither Quarkus nor Vert.x tells of a connection before it has sent something. The server's
 * channel does, which is found as soon as the server listens ({@link ServerChannels}), with the
 * connections that were accepted meanwhile. In the dev mode, which does not tell again that its
 * server listens, the first request leads there.
 */
@ApplicationScoped
class ConnectionLimits {

  private static final String ADMISSION = "satchel-admission";

  private final ServerChannels channels;
  private final Duration lingering;
  private final ConnectionAdmission admission;

  ConnectionLimits(
      HttpConfig config,
      BodyConfig bodies,
      ServerOptions server,
      ServerChannels channels,
      MeterRegistry registry) {
    this.channels = channels;
    this.lingering = bodies.lingerTimeout();
    this.admission =
        new ConnectionAdmission(
            config.maxConnections(),
            config.headerTimeout(),
            server::current,
            registry.counter("satchel.http.connections.refused"));
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, FilterOrder.CONNECTIONS);
  }

  void begin(@ObservesAsync HttpServerStart started) {
    channels.forEachServer(
        server -> {
          install(server.pipeline());
          channels.forEachConnection(server, this::admitLate);
        });
  }

  private void admitLate(Channel connection) {
    if (connection.pipeline().get(HeadDeadline.class) == null) {
      admission.admitLate(connection);
    }
  }

  private void watch(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    Channel connection = ((ConnectionBase) request.connection()).channel();
    if (request.version() != HttpVersion.HTTP_2) {
      BodyLender.attach(connection.pipeline());
    } else {
      // A connection that was upgraded has been one of HTTP/1 before.
      StrictTargets.attach(connection.pipeline());
    }
    HeadDeadline deadline = connection.pipeline().get(HeadDeadline.class);
    if (deadline == null) {
      install(connection.parent().pipeline());
      closeBehind(exchange);
    } else {
      deadline.headArrived();
      if (ConnectionAdmission.isLate(connection)) {
        closeBehind(exchange);
      } else {
        exchange.addEndHandler(ended -> awaitNext(request, deadline));
      }
    }
    exchange.next();
  }

  /** The dev mode keeps the server when it makes everything else anew. */
  private synchronized void install(ChannelPipeline server) {
    ChannelHandler installed = server.get(ADMISSION);
    if (installed == admission) {
      return;
    }
    if (installed != null) {
      server.remove(ADMISSION);
    }
    server.addFirst(ADMISSION, admission);
  }

  /** A connection from before there were limits serves one request and no more. */
  private static void closeBehind(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    if (request.version() != HttpVersion.HTTP_2) {
      exchange.addHeadersEndHandler(
          headers -> request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE));
    }
    exchange.addEndHandler(ended -> request.connection().close());
  }

  /** What comes between two requests over HTTP/2 need not be the head of one. */
  private void awaitNext(HttpServerRequest request, HeadDeadline deadline) {
    if (request.version() != HttpVersion.HTTP_2) {
      boolean bodyFollows = LingeringClose.hasBody(request) && !request.isEnded();
      deadline.awaitNext(bodyFollows ? lingering : Duration.ZERO);
    }
  }
}
