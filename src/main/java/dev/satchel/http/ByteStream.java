package dev.satchel.http;

import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;

/**
 * A response body that is written while it arrives.
 *
 * @param bytes to be subscribed to once
 * @param length how many they are: the response's {@code Content-Length}
 * @param ahead buffers that may have been asked for and not been written, at least one
 */
public record ByteStream(Multi<ByteBuffer> bytes, long length, int ahead) {}
