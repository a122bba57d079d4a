package dev.satchel.blob;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a blob that comes over several requests: parts, and behind them pieces.
 *
 * @param upload by which the store knows the multipart upload; null while there is none
 * @param parts in the order of their numbers
 * @param pieces in the order of their numbers, less than a part together
 * @param digest the state of SHA-256 behind the parts; null where it was not kept
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
public record BlobProgress(
    @Nullable String upload,
    List<StoredPart> parts,
    List<StoredPiece> pieces,
    byte @Nullable [] digest) {

  public BlobProgress {
    parts = List.copyOf(parts);
    pieces = List.copyOf(pieces);
  }

  /** Bytes in pieces. */
  public long inPieces() {
    return pieces.stream().mapToLong(piece -> piece.content().size()).sum();
  }
}
