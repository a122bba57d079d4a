package dev.satchel.blob;

import java.util.UUID;

/**
 * Where a blob is: {@code <upload>/<number>}, under the configured prefix, and {@code
 * <upload>/<number>-<name>} for what was made of it. Made of nothing that a client sends.
 *
 * <p>No key is another one and a slash: stores that keep objects as files refuse such a pair.
 *
 * @param value the object key without the configured prefix
 */
public record BlobKey(String value) {

  /** The key of the file at {@code index} of an upload. */
  public static BlobKey of(UUID upload, int index) {
    return new BlobKey(upload + "/" + index);
  }

  /** The upload that has brought it. */
  public UUID upload() {
    return UUID.fromString(value.substring(0, value.indexOf('/')));
  }

  /**
   * The key under which one of several requests brings this blob by itself.
   *
   * @param number from 1 on, that of no other request
   */
  BlobKey attempt(long number) {
    return new BlobKey(upload() + "/" + number);
  }

  /** The key of something that was made of this blob. */
  public BlobKey derived(String name) {
    return new BlobKey(value + "-" + name);
  }
}
