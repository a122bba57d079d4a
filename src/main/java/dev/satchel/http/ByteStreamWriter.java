package dev.satchel.http;

import dev.satchel.lifetime.Lifetime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Hands a {@link ByteStream} to a {@link ResponsePump} and leaves the response to that. What was
 * sent of it is counted when the exchange ends, however that does.
 */
@Provider
public class ByteStreamWriter implements ServerMessageBodyWriter<ByteStream> {

  private final Vertx vertx;
  private final Counter sent;

  ByteStreamWriter(Vertx vertx, MeterRegistry registry) {
    this.vertx = vertx;
    this.sent =
        Counter.builder("satchel.download.sent").baseUnit(BaseUnits.BYTES).register(registry);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return ByteStream.class.isAssignableFrom(type);
  }

  @Override
  public void writeResponse(ByteStream body, Type genericType, ServerRequestContext exchange) {
    HttpServerResponse response = request(exchange).unwrap(HttpServerResponse.class);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
    Lifetime lifetime = ExchangeLifetimes.of(request(exchange).unwrap(RoutingContext.class));
    lifetime.own(() -> sent.increment((double) response.bytesWritten()));
    body.bytes()
        .subscribe()
        .withSubscriber(
            new ResponsePump(response, lifetime, vertx.getOrCreateContext(), body.ahead()));
  }

  private static ServerHttpRequest request(ServerRequestContext exchange) {
    return (ServerHttpRequest) exchange.serverResponse();
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return ByteStream.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      ByteStream body,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream output) {
    throw new UnsupportedOperationException("A byte stream is written without blocking");
  }
}
