/**
 * Who calls and what they may do: API keys, kept as hashes and looked up on every request before
 * its body is read; the account that a key belongs to; the scopes that a call asks for; how often a
 * key may call. Here they are made and revoked, and here those who manage keys read what was done
 * with them.
 */
@NullMarked
package dev.satchel.access;

import org.jspecify.annotations.NullMarked;
