package dev.satchel.intake;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that ends as soon as somebody listens. */
final class NothingStream implements ReadStream<Buffer> {

  @Override
  public NothingStream exceptionHandler(@Nullable Handler<Throwable> failed) {
    return this;
  }

  @Override
  public NothingStream handler(@Nullable Handler<Buffer> chunks) {
    return this;
  }

  @Override
  public NothingStream pause() {
    return this;
  }

  @Override
  public NothingStream resume() {
    return this;
  }

  @Override
  public NothingStream fetch(long chunks) {
    return this;
  }

  @Override
  public NothingStream endHandler(@Nullable Handler<Void> ended) {
    if (ended != null) {
      ended.handle(null);
    }
    return this;
  }
}
