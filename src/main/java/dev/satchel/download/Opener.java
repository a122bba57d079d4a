package dev.satchel.download;

import dev.satchel.lifetime.Lifetime;
import dev.satchel.thumbnail.LostThumbnailException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Opens a representation that was chosen. A kept thumbnail may turn out to be lost only then: what
 * takes its place is opened instead, once.
 */
@ApplicationScoped
class Opener {

  private final Representations representations;

  Opener(Representations representations) {
    this.representations = representations;
  }

  /**
   * What the conditions select of the representation, or of the one that took its place.
   *
   * @param exchange with whose end it is closed
   */
  Uni<Opened> open(Representation chosen, Conditions conditions, Lifetime exchange) {
    return switch (chosen) {
      case Original original -> selected(original, conditions, exchange);
      case ThumbnailForm thumbnail ->
          selected(thumbnail, conditions, exchange)
              .onFailure(LostThumbnailException.class)
              .recoverWithUni(() -> recover(thumbnail, conditions, exchange));
    };
  }

  /** The conditions are asked again: the other one may have other bytes. */
  private Uni<Opened> recover(ThumbnailForm lost, Conditions conditions, Lifetime exchange) {
    return representations.anew(lost).chain(made -> selected(made, conditions, exchange));
  }

  private static Uni<Opened> selected(
      Representation representation, Conditions conditions, Lifetime exchange) {
    return Opened.of(representation, representation.selected(conditions), exchange);
  }
}
