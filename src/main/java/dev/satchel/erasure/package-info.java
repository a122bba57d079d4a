/**
 * Erasures: all that was kept of somebody goes, for good and without grace. What is to go is absent
 * at once, in the transaction of the order, and nothing tells of it any more; the bytes follow with
 * the next purge. A row stays as the proof, which names counts and not people, and says when the
 * last byte had gone.
 *
 * <p>The {@link dev.satchel.erasure.ErasureLedger} in the bucket has all of them, with hashes of
 * whom they were about. A backup that is restored brings back whom it knows; {@link
 * dev.satchel.erasure.Replay} finds these by the ledger, at start or by a command, and erases them
 * again.
 */
@NullMarked
package dev.satchel.erasure;

import org.jspecify.annotations.NullMarked;
