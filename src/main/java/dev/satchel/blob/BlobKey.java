package dev.satchel.blob;

import java.util.UUID;

/**
 * Where a blob is: {@code <upload>/<number>}, under the configured prefix. Made of nothing that a
 * client sends.
 *
 * @param value the object key without the configured prefix
 */
public record BlobKey(String value) {

  /** The key of the file at {@code index} of an upload. */
  public static BlobKey of(UUID upload, int index) {
    return new BlobKey(upload + "/" + index);
  }
}
