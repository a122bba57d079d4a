package dev.satchel.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a delivery says.
 *
 * @param id the same in every delivery of the event, by which to tell repetitions
 * @param type {@code file-request.files.update}, {@code ping}, or one that is not known yet
 * @param fileRequest as it was then, or with an id only; null in a ping
 * @param addedFileIds null in a ping
 * @param removedFileIds null in a ping
 */
public record WebhookEvent(
    UUID id,
    Instant createdAt,
    String type,
    FileRequest fileRequest,
    List<UUID> addedFileIds,
    List<UUID> removedFileIds) {}
