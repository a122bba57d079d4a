package dev.satchel.download;

import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/**
 * What GET is answered with: a representation, what was selected of it, and the bytes of that on
 * their way. It owns what reading them takes, from before any of it is acquired, and belongs to the
 * exchange: whatever happens to the answer, it is closed with that, and before that where it cannot
 * be opened, or nobody waits for it any more.
 */
final class Opened implements AutoCloseable {

  private final Representation representation;
  private final Selection selection;
  private final Lifetime reading = new Lifetime();

  /** Set before anybody else sees this. */
  private Multi<ByteBuffer> bytes = Multi.createFrom().empty();

  private Opened(Representation representation, Selection selection) {
    this.representation = representation;
    this.selection = selection;
  }

  /**
   * Opens what {@code selection} takes of the representation: nothing where no bytes of it belong
   * to the answer. Fails as the read of them.
   *
   * @param exchange with whose end it is closed
   */
  static Uni<Opened> of(Representation representation, Selection selection, Lifetime exchange) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var opened = new Opened(representation, selection);
              exchange.own(opened::close);
              return opened.open();
            });
  }

  Representation representation() {
    return representation;
  }

  Selection selection() {
    return selection;
  }

  /** To be subscribed to once; none where the answer has none. */
  Multi<ByteBuffer> bytes() {
    return bytes;
  }

  /** Gives back what the read has taken. Whoever reads the bytes hears nothing more. */
  @Override
  public void close() {
    reading.close();
  }

  private Uni<Opened> open() {
    return Uni.createFrom()
        .deferred(this::read)
        .invoke(opened -> bytes = opened)
        .replaceWith(this)
        .onFailure()
        .invoke(this::close)
        .onCancellation()
        .invoke(this::close);
  }

  private Uni<Multi<ByteBuffer>> read() {
    return switch (selection) {
      case Selection.Whole() -> representation.read(reading);
      case Selection.Part(ByteRange range) -> representation.read(reading, range);
      case Selection.NotModified(), Selection.PreconditionFailed(), Selection.Unsatisfiable() ->
          Uni.createFrom().item(bytes);
    };
  }
}
