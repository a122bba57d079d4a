package dev.satchel.blob;

import io.smallrye.mutiny.Uni;

/** Looks at the first part of a blob while it stands in memory. */
@FunctionalInterface
public interface HeadInspector {

  /**
   * Looks at {@code head}, whose bytes must not be read after it has ended. Called and subscribed
   * to once, on the owner's executor, which it must not block.
   */
  Uni<Void> inspect(BlobHead head);
}
