package dev.satchel.image;

import java.io.Serial;

/** A header points to bytes that are not there: the file ends before, or was not kept so far. */
public final class MissingBytes extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public MissingBytes() {
    super("The file has no such bytes", null, false, false);
  }
}
