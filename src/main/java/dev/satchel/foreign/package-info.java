/**
 * Shared libraries of the system, called alike from the JVM and from a native binary.
 *
 * <p>Whoever needs a library makes a class of its {@link dev.satchel.foreign.NativeFunction}s,
 * which names their types, and does without where {@link dev.satchel.foreign.NativeLibrary#load}
 * finds none. Addresses go around as longs, memory is that of {@code java.lang.foreign}.
 */
@NullMarked
package dev.satchel.foreign;

import org.jspecify.annotations.NullMarked;
