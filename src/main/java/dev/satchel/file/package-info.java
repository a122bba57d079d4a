/**
 * Stored files: what is known of them, and how they are listed, deleted and erased. Every read goes
 * through {@link dev.satchel.file.StoredFiles}, whose one condition leaves out what belongs to
 * another account, has expired or was deleted. How their bytes and thumbnails are served is told in
 * {@code download} and {@code thumbnail}, which this package does not know.
 */
@NullMarked
package dev.satchel.file;

import org.jspecify.annotations.NullMarked;
