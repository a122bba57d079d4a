package dev.satchel.intake;

import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;

/**
 * What all uploads share.
 *
 * @param store where blobs go
 * @param budget the memory in which they stand until they are sent
 * @param pending who owns them until they belong to files
 * @param probe measures those that are images
 */
record BlobRoom(BlobStore store, BufferBudget budget, PendingUploads pending, HeadProbe probe) {}
