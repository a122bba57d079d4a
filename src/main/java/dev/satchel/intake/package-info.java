/**
 * The upload. {@link dev.satchel.intake.UploadResource} checks the headers and hands the body to
 * {@link dev.satchel.intake.Intake}, which follows one upload from its first byte to its commit. In
 * between, an {@link dev.satchel.intake.UploadPipeline} pulls events out of the codec and brings
 * contents to blobs, pausing the socket whenever one of them has no room.
 *
 * <p>A request with an {@code Idempotency-Key} first claims it ({@link
 * dev.satchel.intake.IdempotencyRecords}): who gets it uploads, who finds it answered is read to
 * its end, compared, and given the same answer.
 *
 * <p>A row in {@code pending_upload} owns the blobs until the transaction that inserts the files
 * deletes it, so that whatever happens in between, somebody knows of every byte.
 */
@NullMarked
package dev.satchel.intake;

import org.jspecify.annotations.NullMarked;
