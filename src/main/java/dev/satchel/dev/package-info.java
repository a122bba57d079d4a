/**
 * What only the dev mode needs: it starts real servers beside the service and tells how to use it.
 *
 * <p>The servers themselves are test code, so that nothing of them gets into the packaged service;
 * {@link dev.satchel.dev.ServersProcess} runs them in a JVM of their own.
 */
@NullMarked
package dev.satchel.dev;

import org.jspecify.annotations.NullMarked;
