/** Identifiers: how new ones are made, and how those of others are read. */
@NullMarked
package dev.satchel.id;

import org.jspecify.annotations.NullMarked;
