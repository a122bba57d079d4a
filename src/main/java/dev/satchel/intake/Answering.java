package dev.satchel.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the files of somebody who can only answer one file request.
 *
 * @param userId whose files they are
 * @param fileRequestId which request they answer
 * @param expiryInterval seconds for which they are kept; null for until they are deleted
 */
public record Answering(UUID userId, UUID fileRequestId, @Nullable Long expiryInterval) {}
