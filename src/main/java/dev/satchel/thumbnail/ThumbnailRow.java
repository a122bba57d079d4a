package dev.satchel.thumbnail;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;

/**
 * A thumbnail that is in the store.
 *
 * @param blob what the object has to be
 */
record ThumbnailRow(BlobKey key, String mimeType, BlobReceipt blob) {}
