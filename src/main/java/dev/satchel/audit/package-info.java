/**
 * Who did what: one record for each read, upload and deletion of a file, for each change of a key
 * or a webhook, for each read of a file request, an erasure or of the audit, and for each try that
 * failed; calls without a valid key are counted. {@link dev.satchel.audit.AuditTrail} appends a
 * change's record in the transaction of the change, and that of a read before the answer leaves.
 * Records are never changed; the database refuses it. Some moments later {@link
 * dev.satchel.audit.Chains} gives each its place in a chain of hashes, whose ends {@link
 * dev.satchel.audit.ChainHeads} brings out of the database, so that {@link
 * dev.satchel.audit.ChainVerification} finds what was altered or removed all the same. Callers with
 * the scope to manage keys read them.
 */
@NullMarked
package dev.satchel.audit;

import org.jspecify.annotations.NullMarked;
