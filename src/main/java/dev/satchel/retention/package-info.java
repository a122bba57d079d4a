/**
 * Forgetting on time, and losing nothing else.
 *
 * <p>A {@link dev.satchel.retention.Pass} lives in the room whose tables it works on. Here they are
 * run and recorded. Passes run in every replica and share their work by claims, so nothing is done
 * twice, and what a crash leaves half done is found by the next pass. Bytes go first, rows last: a
 * row without its blob is claimed again, a blob without its row would be lost. Whatever belongs to
 * a file that is alive, or to an upload that may still be committed, is in no pass's reach.
 */
@NullMarked
package dev.satchel.retention;

import org.jspecify.annotations.NullMarked;
