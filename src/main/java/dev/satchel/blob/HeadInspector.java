package dev.satchel.blob;

import java.util.concurrent.CompletionStage;

/** Looks at the first part of a blob while it stands in memory. */
@FunctionalInterface
public interface HeadInspector {

  /**
   * Starts to look at {@code head}, whose bytes must not be read after the returned stage has
   * completed. Called on the owner's executor, which it must not block.
   */
  CompletionStage<?> inspect(BlobHead head);
}
