/**
 * Who did what: one record for each read, upload and deletion of a file and for each change of a
 * key or a webhook, and for each try that failed. {@link dev.satchel.audit.AuditTrail} appends a
 * change's record in the transaction of the change, and that of a read before the answer leaves.
 * Records are never changed; the database refuses it. Callers with the scope to manage keys read
 * them.
 */
@NullMarked
package dev.satchel.audit;

import org.jspecify.annotations.NullMarked;
