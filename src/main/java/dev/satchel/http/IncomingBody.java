package dev.satchel.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * The body of a request while it arrives, for who reads it and knows nothing of HTTP.
 *
 * @param bytes paused until they are taken; fails when the client leaves. A piece is the handler's
 *     only until that returns
 * @param length of the body in bytes, where the client has announced it
 * @param clientLeft whether the client left before anybody listened; it is not heard of again
 * @param invite tells the client to send, if it waits for that
 */
public record IncomingBody(
    ReadStream<Buffer> bytes, OptionalLong length, BooleanSupplier clientLeft, Runnable invite) {

  /** That of {@code request}, of which nothing has been read. */
  public static IncomingBody of(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return new IncomingBody(
        BodyStream.borrowed(request),
        length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)),
        () -> request.response().closed(),
        () -> BodyStream.inviteIfAsked(request));
  }
}
