package dev.satchel.client;

/**
 * Is told how far a transfer has come. It is called by one thread at a time, and has to be quick.
 */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress NONE = (bytes, total) -> {};

  /**
   * Some bytes have passed.
   *
   * @param bytes of the body so far; an upload that is tried again begins anew
   * @param total of the whole body, or -1 where it is not known
   */
  void moved(long bytes, long total);
}
