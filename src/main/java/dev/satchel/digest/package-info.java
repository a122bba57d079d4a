/**
 * SHA-256, which names and checks blobs, tells requests and people apart, and stands for keys.
 *
 * <p>{@link dev.satchel.digest.Sha256} makes one digest for small things and one for bulk, which in
 * a native binary is the system's.
 */
@NullMarked
package dev.satchel.digest;

import org.jspecify.annotations.NullMarked;
