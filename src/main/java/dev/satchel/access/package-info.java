/**
 * Who calls and what they may do: API keys, kept as hashes and looked up on every request before
 * its body is read; the account that a key belongs to; the scopes that a call asks for; how often a
 * key may call.
 */
@NullMarked
package dev.satchel.access;

import org.jspecify.annotations.NullMarked;
