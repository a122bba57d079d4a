package dev.satchel.intake;

import dev.satchel.http.IncomingBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * More bytes of a resumable upload while they arrive.
 *
 * @param bytes paused until they are taken; fails when the client leaves. A piece is the handler's
 *     only until that returns
 * @param length of this body in bytes, where the client has announced it
 * @param checksum that the body has to have, or nothing of it counts
 * @param clientLeft whether the client left before anybody listened; it is not heard of again
 * @param invite tells the client to send, if it waits for that
 */
public record AppendBody(
    ReadStream<Buffer> bytes,
    OptionalLong length,
    Optional<BodyChecksum> checksum,
    BooleanSupplier clientLeft,
    Runnable invite) {

  /** The body of a request. */
  public static AppendBody of(IncomingBody body, Optional<BodyChecksum> checksum) {
    return new AppendBody(body.bytes(), body.length(), checksum, body.clientLeft(), body.invite());
  }

  /** One without a byte. */
  static final AppendBody NOTHING =
      new AppendBody(
          new NothingStream(), OptionalLong.of(0), Optional.empty(), () -> false, () -> {});
}
