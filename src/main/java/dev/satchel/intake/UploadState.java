package dev.satchel.intake;

import io.vertx.core.buffer.Buffer;

/**
 * How far an upload has come, and what it makes of what happens meanwhile: nothing, unless the
 * state says so.
 *
 * <p>{@code PAUSED} → {@link Receiving} → {@link Completing} → {@code COMMITTING} → {@code ENDED}.
 * Receiving and Completing end early by a fault; once the upload is being committed, nothing but
 * the commit tells how it ends.
 */
sealed interface UploadState permits Receiving, Completing, UploadState.Still {

  /** States in which nothing that happens matters. */
  enum Still implements UploadState {
    /** Nobody has asked for the body yet. */
    PAUSED,
    /** The files are valid and durable, and are made visible. */
    COMMITTING,
    /** Nothing comes any more. */
    ENDED
  }

  /** A piece of the body has come; it is lent until this returns. */
  default void feed(Buffer chunk) {}

  /** The body has ended. */
  default void endOfBody() {}

  /** There may be room again. */
  default void writable() {}

  /** A {@link ClientPace#TICK} is over. */
  default void tick() {}

  /** The upload cannot be completed. */
  default void failed(Throwable cause) {}
}
