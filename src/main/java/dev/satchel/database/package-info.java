/**
 * What all users of PostgreSQL share: that none of them waits for ever, and that many who ask for
 * the same at a time share a statement.
 */
@NullMarked
package dev.satchel.database;

import org.jspecify.annotations.NullMarked;
