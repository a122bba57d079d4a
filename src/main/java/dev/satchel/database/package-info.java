/**
 * The one door to PostgreSQL, {@link dev.satchel.database.Database}: SQL, transactions and sessions
 * of entities, each with a bound in time, and with failures that tell an outage from a refusal
 * ({@link dev.satchel.database.DatabaseFailures}). Nobody else sees the pool of connections.
 */
@NullMarked
package dev.satchel.database;

import org.jspecify.annotations.NullMarked;
