package dev.satchel.blob;

/**
 * The keys of objects in the bucket.
 *
 * @param prefix what all of ours start with, {@code satchel.s3.prefix}; may be empty
 */
record ObjectKeys(String prefix) {

  /** That of a blob. */
  String of(BlobKey blob) {
    return of(blob.value());
  }

  /** That of anything of ours, or what several of them start with. */
  String of(String name) {
    return prefix + name;
  }

  /** The blob whose object has this key, which is one of ours. */
  BlobKey blob(String objectKey) {
    return new BlobKey(objectKey.substring(prefix.length()));
  }
}
