package dev.satchel.thumbnail;

/** A kept thumbnail is not in the store, or not what it should be. It can be made anew. */
public final class LostThumbnailException extends RuntimeException {

  public LostThumbnailException(Throwable cause) {
    super("A kept thumbnail is lost or corrupt", cause);
  }
}
