package dev.satchel.blob;

/** The store gave other bytes than were stored. */
public final class CorruptBlobException extends RuntimeException {

  CorruptBlobException() {
    super("The object store gave other bytes than were stored");
  }
}
