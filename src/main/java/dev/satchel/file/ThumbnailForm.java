package dev.satchel.file;

import java.time.Instant;

/** A thumbnail, wherever its bytes are. */
interface ThumbnailForm extends Representation {

  /** What it was made of. */
  Original original();

  @Override
  default Instant lastModified() {
    return original().lastModified();
  }

  /** The original's name with the extension of what it is now. */
  @Override
  default String name() {
    String extension = mimeType().equals("image/png") ? ".png" : ".jpg";
    return original().name().replaceFirst("\\.[^.]{0,10}$", "") + extension;
  }
}
