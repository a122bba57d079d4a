/**
 * Erasures: all that was kept of somebody goes, for good and without grace. What is to go is absent
 * at once, in the transaction of the order, and nothing tells of it any more; the bytes follow with
 * the next purge. A row stays as the proof, which names counts and not people, and says when the
 * last byte had gone.
 */
@NullMarked
package dev.satchel.erasure;

import org.jspecify.annotations.NullMarked;
