package dev.satchel.image;

/** An engine that makes thumbnails. Implementations are safe for use by several threads. */
public interface Thumbnails {

  /**
   * The whole picture, upright, scaled down so that it just covers the size asked for: neither side
   * smaller, one side equal. Where that would enlarge it, at its own size.
   *
   * <p>Runs on the caller's thread, for up to seconds, so never on an event loop. Ends soon after
   * the thread is interrupted. Never throws for what the source contains.
   *
   * @param source the whole file; not changed, may be the caller's own array
   */
  Rendering render(byte[] source, ImageSize asked);

  /** Names the way in which pictures are rendered; another one where results may differ. */
  String version();

  /**
   * Names all on which it depends whether a picture can be decoded: the {@link #version}, the
   * libraries and the limits.
   */
  String decoders();
}
