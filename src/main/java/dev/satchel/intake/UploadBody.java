package dev.satchel.intake;

import dev.satchel.http.IncomingBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * The body of an upload while it arrives.
 *
 * @param bytes paused until the upload takes it; fails when the client leaves. A piece is the
 *     handler's only until that returns
 * @param format how to read it
 * @param length bytes of the whole body, where the client has announced them
 * @param clientLeft whether the client left before anybody listened; it is not heard of again
 * @param invite tells the client to send, if it waits for that
 */
record UploadBody(
    ReadStream<Buffer> bytes,
    UploadFormat format,
    OptionalLong length,
    BooleanSupplier clientLeft,
    Runnable invite) {

  /** The body of a request, which is to be read as {@code format}. */
  static UploadBody of(IncomingBody body, UploadFormat format) {
    return new UploadBody(body.bytes(), format, body.length(), body.clientLeft(), body.invite());
  }

  /** Bytes that its files can have at the most, together; at the most {@code limit}. */
  long decodedAtMost(long limit) {
    return length.isEmpty() ? limit : Math.min(limit, format.decodedAtMost(length.getAsLong()));
  }
}
