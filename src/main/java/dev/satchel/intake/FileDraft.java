package dev.satchel.intake;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.image.ImageFacts;
import org.jspecify.annotations.Nullable;

/** What is known so far of one file of an upload. Used on the upload's event loop only. */
final class FileDraft {

  final BlobKey key;
  @Nullable String name;
  @Nullable String description;
  @Nullable String type;
  @Nullable BlobReceipt blob;
  ImageFacts facts = ImageFacts.NONE;

  FileDraft(BlobKey key) {
    this.key = key;
  }
}
