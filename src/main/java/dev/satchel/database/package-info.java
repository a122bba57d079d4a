/** What all users of PostgreSQL share: that none of them waits for ever. */
@NullMarked
package dev.satchel.database;

import org.jspecify.annotations.NullMarked;
