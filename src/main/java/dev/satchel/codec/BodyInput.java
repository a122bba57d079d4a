package dev.satchel.codec;

import java.nio.ByteBuffer;

/** Hands out the bytes of a body one by one, across the chunks in which it arrives. */
final class BodyInput {
  /** In place of a byte: the chunk is exhausted, and another may follow. */
  static final int NEEDS_INPUT = -1;

  /** In place of a byte: the body is exhausted. */
  static final int END = -2;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer chunk = NOTHING;
  private int chunkStart;
  private long earlierBytes;
  private boolean finished;

  void feed(ByteBuffer next) {
    if (finished || chunk.hasRemaining()) {
      throw new IllegalStateException(
          finished ? "The input is finished" : "The previous chunk has not been read to its end");
    }
    letGo();
    chunk = next;
    chunkStart = next.position();
  }

  /** Goes on with a copy of what is left of the chunk, on the heap. */
  void keepUnread() {
    ByteBuffer unread = ByteBuffer.allocate(chunk.remaining()).put(chunk.duplicate()).flip();
    letGo();
    chunk = unread;
  }

  void finish() {
    finished = true;
  }

  /** The next byte (0 to 255), which stays the next; or {@link #NEEDS_INPUT} or {@link #END}. */
  int peek() {
    if (chunk.hasRemaining()) {
      return chunk.get(chunk.position()) & 0xFF;
    }
    letGo();
    return finished ? END : NEEDS_INPUT;
  }

  /** Passes the byte that {@link #peek()} returned. */
  void advance() {
    chunk.position(chunk.position() + 1);
  }

  /**
   * Takes the next byte (0 to 255), or returns {@link #NEEDS_INPUT}.
   *
   * @throws MalformedUploadException if the body, which is JSON, is exhausted
   */
  int next() {
    if (chunk.hasRemaining()) {
      return chunk.get() & 0xFF;
    }
    if (finished) {
      throw invalidJson("it ends too early");
    }
    letGo();
    return NEEDS_INPUT;
  }

  /** What is left of the chunk, for those who take many bytes at once. */
  ByteBuffer chunk() {
    return chunk;
  }

  /** The fault that the body is not JSON, {@code detail} being half a sentence. */
  MalformedUploadException invalidJson(String detail) {
    return new MalformedUploadException(
        Fault.INVALID_JSON,
        null,
        "The body is not valid JSON: " + detail + " (near byte " + offset() + ").");
  }

  /**
   * The fault that the body is not {@code multipart/form-data}, {@code detail} being half a
   * sentence.
   */
  MalformedUploadException invalidMultipart(String detail) {
    return new MalformedUploadException(
        Fault.INVALID_MULTIPART,
        null,
        "The body is not valid multipart/form-data: " + detail + " (near byte " + offset() + ").");
  }

  /** The fault that the body is not UTF-8. */
  MalformedUploadException invalidEncoding() {
    return new MalformedUploadException(
        Fault.INVALID_ENCODING, null, "The body is not valid UTF-8 (near byte " + offset() + ").");
  }

  /** Forgets the chunk, so that its owner may fill it again. */
  private void letGo() {
    earlierBytes = offset();
    chunk = NOTHING;
    chunkStart = 0;
  }

  private long offset() {
    return earlierBytes + chunk.position() - chunkStart;
  }
}
