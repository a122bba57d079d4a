package dev.satchel.file;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.image.Rendering;

/**
 * A thumbnail that was just made, shared by all who asked for it.
 *
 * @param bytes nobody changes them
 * @param blob what they are
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record MadeThumbnail(String mimeType, byte[] bytes, BlobReceipt blob) {

  /** Takes a digest of the bytes, so not for an event loop. */
  static MadeThumbnail of(Rendering.Thumbnail rendering) {
    byte[] bytes = rendering.bytes();
    return new MadeThumbnail(rendering.mimeType(), bytes, BlobReceipt.of(bytes));
  }
}
