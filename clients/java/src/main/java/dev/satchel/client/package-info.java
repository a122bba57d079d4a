/**
 * A client of Satchel on the JDK's own HTTP client.
 *
 * <p>{@link dev.satchel.client.Satchel} makes calls, {@link dev.satchel.client.Upload} says what to
 * upload, {@link dev.satchel.client.Webhooks} verifies deliveries. The records of what goes over
 * the wire are generated from docs/openapi.yaml; in them, what has no value is null.
 */
package dev.satchel.client;
