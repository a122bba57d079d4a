package dev.satchel.image;

import dev.satchel.image.Rendering.Reason;
import java.io.Serial;

/** A step found that there will be no thumbnail. */
public final class RefusedPicture extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RefusedPicture(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
