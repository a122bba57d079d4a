/**
 * The answer to {@code GET} and {@code HEAD} of a file: a representation of it is chosen, the
 * conditions and the range of the request select what of it is wanted, and its bytes stream from
 * the store to the socket. What HTTP says of that (RFC 9110) is here, as pure functions.
 */
@NullMarked
package dev.satchel.download;

import org.jspecify.annotations.NullMarked;
