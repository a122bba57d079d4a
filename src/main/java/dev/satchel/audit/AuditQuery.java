package dev.satchel.audit;

import dev.satchel.http.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a list of records asks for.
 *
 * @param accountId whose records
 * @param fileId only records of this file
 * @param from only records of this instant and later ones
 * @param to only records before this instant
 */
record AuditQuery(
    UUID accountId,
    Optional<UUID> fileId,
    Optional<Instant> from,
    Optional<Instant> to,
    Page page) {}
