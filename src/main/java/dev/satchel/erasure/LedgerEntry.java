package dev.satchel.erasure;

import dev.satchel.privacy.KeyedHash;
import java.time.Instant;
import java.util.UUID;

/**
 * That somebody was erased, without saying who.
 *
 * @param id of the erasure
 * @param subject a hash of whose account, kind and id
 * @param erasedAt what is older was erased
 */
record LedgerEntry(UUID id, UUID account, Subject.Kind kind, KeyedHash subject, Instant erasedAt) {}
