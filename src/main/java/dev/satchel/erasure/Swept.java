package dev.satchel.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure has taken.
 *
 * @param newest when the latest of it was made; null where there was nothing
 */
record Swept(long files, long requests, long traces, @Nullable Instant newest) {}
