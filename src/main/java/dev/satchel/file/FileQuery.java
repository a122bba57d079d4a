package dev.satchel.file;

import dev.satchel.http.PageCursor;
import java.util.Optional;
import java.util.UUID;

/**
 * What a list asks for.
 *
 * @param userId only files of this user
 * @param fileRequestId only files that answer this request
 * @param after only files that come after this place, newest first
 * @param limit files in the page, at least 1
 */
record FileQuery(
    Optional<UUID> userId, Optional<UUID> fileRequestId, Optional<PageCursor> after, int limit) {}
