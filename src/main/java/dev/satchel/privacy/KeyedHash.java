package dev.satchel.privacy;

import org.jspecify.annotations.Nullable;

/**
 * A hash, and the name of the key that it takes to make it again.
 *
 * @param key null where it was made without one
 * @param value 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
public record KeyedHash(@Nullable String key, byte[] value) {}
