/**
 * The real servers that tests and the dev mode run against, without Docker.
 *
 * <p>{@link dev.satchel.testing.EmbeddedServers} is the main class of a JVM of its own that runs
 * PostgreSQL and an S3-protocol server until its standard input ends. {@link
 * dev.satchel.testing.SatchelServers} gives them to a Quarkus test; the dev mode starts the same
 * main class. None of it is on the class path of the packaged service.
 */
@NullMarked
package dev.satchel.testing;

import org.jspecify.annotations.NullMarked;
