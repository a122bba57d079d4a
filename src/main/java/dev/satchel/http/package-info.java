/**
 * What every HTTP exchange has in common, before and after its resource: a request id, and the
 * lingering close that lets a client which is still sending see an early answer.
 */
@NullMarked
package dev.satchel.http;

import org.jspecify.annotations.NullMarked;
