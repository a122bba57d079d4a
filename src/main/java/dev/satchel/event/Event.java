package dev.satchel.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened.
 *
 * @param id what receivers tell repetitions by; the same over all attempts and targets
 * @param fileRequestId whose files have changed; events of one file request are told in order
 * @param sequence the place among the events of its file request, from 1
 * @param payload the JSON that is sent, byte for byte the same in every attempt as long as no file
 *     that it tells of is gone for good
 */
public record Event(
    UUID id,
    UUID accountId,
    EventType type,
    @Nullable UUID fileRequestId,
    long sequence,
    Instant createdAt,
    String payload) {}
