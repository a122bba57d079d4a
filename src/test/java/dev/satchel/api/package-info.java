/**
 * The public API over HTTP, against the running service with a real PostgreSQL and a real
 * S3-protocol server: one class for each verb or theme of the contract. Shared tools are in {@link
 * dev.satchel.testing}.
 */
@NullMarked
package dev.satchel.api;

import org.jspecify.annotations.NullMarked;
