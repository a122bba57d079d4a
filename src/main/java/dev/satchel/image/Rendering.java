package dev.satchel.image;

/** What came of asking for a thumbnail. */
public sealed interface Rendering {

  /**
   * The picture, smaller or at its own size: upright, in sRGB, without any metadata of its source.
   *
   * @param bytes the encoded picture; not copied, belongs to the receiver
   * @param mimeType {@code image/jpeg} for opaque pictures, {@code image/png} for others
   * @param width pixels
   * @param height pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Thumbnail(byte[] bytes, String mimeType, int width, int height) implements Rendering {}

  /** This one, or that it is broken where it has another size than what was promised. */
  default Rendering of(Extent promised) {
    return this instanceof Thumbnail made
            && (made.width != promised.width() || made.height != promised.height())
        ? new NotDecodable(Reason.BROKEN)
        : this;
  }

  /** There is no thumbnail to be had. */
  record NotDecodable(Reason reason) implements Rendering {}

  /** Why there is no thumbnail; for metrics, never for callers of the API. */
  enum Reason {
    /** The bytes are no picture, or one that this engine cannot read. */
    UNKNOWN_FORMAT,
    /** The header gives no sound size, or the decoder gave up. */
    BROKEN,
    /** The declared size passes the limits; nothing was decoded. */
    TOO_LARGE,
    /** The time was up. */
    OUT_OF_TIME,
    /** The thread was interrupted; it still is. */
    INTERRUPTED,
    /** The decoder ran out of memory, failed with an {@link Error} or died: worth a look. */
    DECODER_FAULT,
    /** No process, or no memory, could be had to render it, which says nothing of the picture. */
    NO_ROOM
  }
}
