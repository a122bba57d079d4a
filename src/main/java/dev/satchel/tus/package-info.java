/**
 * Resumable uploads by the tus protocol, version 1.0: its headers and statuses, over {@link
 * dev.satchel.intake.ResumableUploads}, which knows nothing of it. {@link
 * dev.satchel.tus.TusResource} has a method for each call of the API, {@link
 * dev.satchel.tus.UploadResponses} answers them, {@link dev.satchel.tus.TusHeaders} reads what
 * clients send, and {@link dev.satchel.tus.TusResponses} sees to what all answers have in common.
 */
@NullMarked
package dev.satchel.tus;

import org.jspecify.annotations.NullMarked;
