package dev.satchel.blob;

/** A blob on record is not in the object store. */
public final class LostBlobException extends RuntimeException {

  LostBlobException(Throwable cause) {
    super("A blob on record is not in the object store", cause);
  }
}
