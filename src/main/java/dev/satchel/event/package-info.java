/**
 * The outbox. An event is appended in the transaction of the change that it tells of, and fanned
 * out in it to all who are to hear of it; so what has been committed will be told, and nothing
 * else, whatever crashes. After the commit a signal wakes those who tell.
 */
@NullMarked
package dev.satchel.event;

import org.jspecify.annotations.NullMarked;
