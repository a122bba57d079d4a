package dev.satchel.blob;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of what is in the bucket, in the order of the keys' bytes.
 *
 * @param objects up to a thousand
 * @param next how to ask for the page behind; empty on the last one
 */
public record ObjectListing(List<ListedObject> objects, Optional<String> next) {

  /**
   * An object.
   *
   * @param key without the configured prefix
   */
  public record ListedObject(BlobKey key, Instant lastModified) {}
}
