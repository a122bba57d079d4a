package dev.satchel.blob;

import org.jspecify.annotations.Nullable;

/** What has become durable of a blob that comes over several requests. */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
public sealed interface BlobStep {

  /**
   * A part, which holds what was in pieces before.
   *
   * @param digest the state of SHA-256 behind it; null where it cannot be kept
   */
  record Part(StoredPart part, byte @Nullable [] digest) implements BlobStep {}

  /**
   * A piece.
   *
   * @param replaces whether it holds what was in pieces before; else it stands behind them
   */
  record Piece(StoredPiece piece, boolean replaces) implements BlobStep {}
}
