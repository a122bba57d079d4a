package dev.satchel.intake;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A body that comes when the test says so. Each piece is overwritten once it was handed over. */
final class FakeBody implements ReadStream<Buffer> {

  boolean paused = true;
  boolean invited;
  boolean clientLeft;
  private Handler<Throwable> failures = failure -> {};
  private Handler<Buffer> chunks = chunk -> {};
  private Handler<Void> ends = end -> {};

  UploadBody json() {
    return new UploadBody(
        this,
        new UploadFormat.Json(),
        OptionalLong.empty(),
        () -> clientLeft,
        () -> invited = true);
  }

  void send(byte[] bytes) {
    byte[] lent = bytes.clone();
    chunks.handle(Buffer.buffer(io.netty.buffer.Unpooled.wrappedBuffer(lent)));
    Arrays.fill(lent, (byte) '!');
  }

  void end() {
    ends.handle(null);
  }

  void breakOff() {
    failures.handle(new IllegalStateException("Connection was closed"));
  }

  @Override
  public FakeBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    failures = Objects.requireNonNull(handler);
    return this;
  }

  @Override
  public FakeBody handler(@Nullable Handler<Buffer> handler) {
    chunks = Objects.requireNonNull(handler);
    return this;
  }

  @Override
  public FakeBody endHandler(@Nullable Handler<Void> handler) {
    ends = Objects.requireNonNull(handler);
    return this;
  }

  @Override
  public FakeBody pause() {
    paused = true;
    return this;
  }

  @Override
  public FakeBody resume() {
    paused = false;
    return this;
  }

  @Override
  public FakeBody fetch(long amount) {
    throw new UnsupportedOperationException();
  }
}
