/**
 * What every HTTP exchange has in common, before and after its resource: a strict reading of its
 * head and its path, a request id, bodies whose pause reaches the socket, the lingering close that
 * lets a client which is still sending see an early answer, small JSON bodies, pages of lists,
 * streamed response bodies.
 */
@NullMarked
package dev.satchel.http;

import org.jspecify.annotations.NullMarked;
