/**
 * Hashes of what tells people apart, under keys that are not in the database: whoever has the
 * database alone cannot find a mobile number by trying all of them. Keys are named, so that they
 * can be replaced: the first one is used, the others are known.
 */
@NullMarked
package dev.satchel.privacy;

import org.jspecify.annotations.NullMarked;
