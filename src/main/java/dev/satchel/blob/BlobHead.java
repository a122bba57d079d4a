package dev.satchel.blob;

import java.io.InputStream;

/**
 * The first part of a blob.
 *
 * @param bytes never block; for one reader, once
 * @param size how many they are
 * @param isWhole whether the blob ends with them
 */
public record BlobHead(InputStream bytes, long size, boolean isWhole) {}
