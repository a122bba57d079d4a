package dev.satchel.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Bounds how many connections there are, and how long each may take to send the head of a request:
 * {@code satchel.http.max-connections} and {@code satchel.http.header-timeout}. Has those heads
 * read strictly ({@link StrictRequestDecoder}).
 *
 * <p>Neither Quarkus nor Vert.x tells of a connection before it has sent something. The server's
 * channel does, and the first request leads to it. So the service sends itself one as soon as it
 * listens ({@link FirstRequest}).
 */
@ApplicationScoped
class ConnectionLimits {

  private static final String ADMISSION = "satchel-admission";

  private final Duration lingering;
  private final ConnectionAdmission admission;

  ConnectionLimits(
      HttpConfig config, BodyConfig bodies, ServerOptions server, MeterRegistry registry) {
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
    if (deadline != null) {
      deadline.headArrived();
      exchange.addEndHandler(ended -> awaitNext(request, deadline));
    } else {
      install(connection.parent().pipeline());
      closeBehind(exchange);
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
