/**
 * Blobs in S3. A {@link dev.satchel.blob.BlobSink} takes bytes of unknown length and passes them on
 * part by part: one PutObject for what ends within the first part, a multipart upload for the rest.
 * The parts stand in segments of the {@link dev.satchel.blob.BufferBudget}, which all uploads
 * share; an upload that gets none waits, and the socket that it reads from is paused. Reads are
 * streams with backpressure. What belongs to the service itself, and to no file, is among the
 * {@link dev.satchel.blob.ServiceObjects}. Nothing outside of this package knows the S3 SDK.
 */
@NullMarked
package dev.satchel.blob;

import org.jspecify.annotations.NullMarked;
