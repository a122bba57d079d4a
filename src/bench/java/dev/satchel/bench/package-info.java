/**
 * The benchmarks: {@code ./mvnw -Pbench verify}.
 *
 * <p>Each prints a figure, that of a baseline measured in the same run, and their ratio; none fails
 * because of a number. The object store is a {@link dev.satchel.bench.S3Sink}, which answers like
 * S3 and keeps nothing, so that what is measured is Satchel. The service under test is the packaged
 * jar; it, the sink and PostgreSQL are processes of their own.
 */
@NullMarked
package dev.satchel.bench;

import org.jspecify.annotations.NullMarked;
