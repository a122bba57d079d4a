/**
 * The upload. {@link dev.satchel.intake.UploadResource} checks the headers and hands the body to
 * {@link dev.satchel.intake.Intake}, which decides what the upload is for. One {@link
 * dev.satchel.intake.Upload} for each request follows it from its first byte to its commit. While
 * it is {@link dev.satchel.intake.Receiving}, it pulls events out of the codec and brings contents
 * to blobs, pausing the socket whenever one of them has no room.
 *
 * <p>A request with an {@code Idempotency-Key} first claims it ({@link
 * dev.satchel.intake.IdempotencyRecords}). The request that wins the key uploads ({@link
 * dev.satchel.intake.StoredUpload}). One that finds the key answered is read to its end, compared,
 * and given the same answer ({@link dev.satchel.intake.RepeatedUpload}).
 *
 * <p>A file may come over several requests, too ({@link dev.satchel.intake.ResumableUploads}). Each
 * of them is an {@link dev.satchel.intake.Appending}, which brings bytes and puts on record what is
 * durable; {@link dev.satchel.intake.FinishedUploads} makes the file of it.
 *
 * <p>A row in {@code pending_upload} owns the blobs until the transaction that inserts the files
 * deletes it, so that whatever happens in between, somebody knows of every byte.
 */
@NullMarked
package dev.satchel.intake;

import org.jspecify.annotations.NullMarked;
