/**
 * The way to a render worker: a process that does nothing but render.
 *
 * <p>{@link dev.satchel.image.isolation.WorkerProcess} starts one, hands it pictures and ends it
 * when its time is over. {@link dev.satchel.image.isolation.WorkerProtocol} is what goes over the
 * pipes; nothing that a worker says is trusted. What the process renders with, it is told by its
 * arguments, of which nothing is known here.
 */
@NullMarked
package dev.satchel.image.isolation;

import org.jspecify.annotations.NullMarked;
