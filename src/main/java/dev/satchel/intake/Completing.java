package dev.satchel.intake;

/**
 * The document has ended and is valid, and its blobs are on their way.
 *
 * @param upload whose state it is
 */
record Completing(Upload upload) implements UploadState {

  /** All files are where they should be: the last thing to judge is what they show. */
  void settled() {
    upload.requirePhotos();
    if (upload.isIn(this)) {
      upload.commit();
    }
  }

  @Override
  public void failed(Throwable cause) {
    upload.end(cause);
  }
}
