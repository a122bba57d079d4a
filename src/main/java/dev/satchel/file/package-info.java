/**
 * Stored files: what is known of them, and how they are listed, erased and deleted; and their
 * thumbnails. Every read goes through {@link dev.satchel.file.StoredFiles}, whose one condition
 * leaves out what belongs to another account, has expired or was deleted.
 */
@NullMarked
package dev.satchel.file;

import org.jspecify.annotations.NullMarked;
