package dev.satchel.blob;

import org.jspecify.annotations.Nullable;

/** What has become durable of a blob that comes over several requests. */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
public sealed interface BlobStep {

  /** Bytes that this brings, those included of pieces whose place it takes. */
  long size();

  /**
   * A part, which holds what was in pieces before.
   *
   * @param digest the state of SHA-256 behind it; null where it cannot be kept
   */
  record Part(StoredPart part, byte @Nullable [] digest) implements BlobStep {
    @Override
    public long size() {
      return part.size();
    }
  }

  /**
   * A piece.
   *
   * @param replaces whether it holds what was in pieces before; else it stands behind them
   */
  record Piece(StoredPiece piece, boolean replaces) implements BlobStep {
    @Override
    public long size() {
      return piece.content().size();
    }
  }
}
