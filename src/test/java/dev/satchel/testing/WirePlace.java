package dev.satchel.testing;

import java.nio.charset.StandardCharsets;

/**
 * Where in a conversation a {@link FaultyWire} strikes: at a request that holds some text, or at
 * the answer to it.
 *
 * @param marker what the request holds; all requests hold the empty text
 * @param delay bytes that still pass: of the request after the marker, or of its answer, in whole
 *     chunks
 * @param answers whether the request passes, and its answer is struck
 */
public record WirePlace(String marker, long delay, boolean answers) {

  /** The first request that comes. */
  public static WirePlace anyRequest() {
    return request("");
  }

  public static WirePlace request(String marker) {
    return new WirePlace(marker, 0, false);
  }

  /** In the middle of the request, or of its answer. */
  public WirePlace after(long bytes) {
    return new WirePlace(marker, bytes, answers);
  }

  /** Where the request has been heard and its answer has not; {@link #after} that in its midst. */
  public WirePlace answered() {
    return new WirePlace(marker, 0, true);
  }

  byte[] bytes() {
    return marker.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return (answers ? "answer to " : "request ")
        + (marker.isEmpty() ? "any" : marker)
        + (delay == 0 ? "" : " after " + delay);
  }
}
