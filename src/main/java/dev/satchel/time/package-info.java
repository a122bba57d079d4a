/**
 * Time as Satchel uses it: one injected clock that ticks in microseconds (what PostgreSQL stores),
 * and the one form in which instants leave.
 */
@NullMarked
package dev.satchel.time;

import org.jspecify.annotations.NullMarked;
