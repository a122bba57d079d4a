package dev.satchel.file;

import dev.satchel.http.Page;
import java.util.Optional;
import java.util.UUID;

/**
 * What a list asks for.
 *
 * @param userId only files of this user
 * @param fileRequestId only files that answer this request
 */
record FileQuery(Optional<UUID> userId, Optional<UUID> fileRequestId, Page page) {}
