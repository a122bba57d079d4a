package dev.satchel.codec;

import java.nio.ByteBuffer;

/**
 * Reads the JSON document of one upload from the chunks of a request body.
 *
 * <pre>{@code
 * switch (parser.next()) {
 *   case NeedsInput _ -> parser.feed(nextChunk()); // or parser.finish()
 *   case Content content -> sink.write(content.bytes());
 *   ...
 *   case End _ -> commit();
 * }
 * }</pre>
 *
 * <p>The document is read strictly: RFC 8259 in UTF-8 (RFC 3629), a leading byte order mark
 * excepted; members in any order, unknown ones skipped yet checked. The {@code contents} of a file
 * are base64 in the alphabet of RFC 4648 section 4. Padding may be left out, but not in part; CR,
 * LF, space and tab are ignored anywhere; surplus bits of the last character are ignored too, as
 * most decoders do.
 *
 * <p>Instances are for one document and for one thread at a time.
 */
public final class UploadParser {
  private final JsonInput input = new JsonInput();
  private final UploadReader upload;
  private boolean failed;

  /** Creates a parser for one document. */
  public UploadParser(UploadLimits limits) {
    this.upload = new UploadReader(UploadSource.of(input, limits));
  }

  /**
   * Gives the parser more to read. It reads during {@link #next()}, moving the buffer's position,
   * so the buffer must be left alone until {@link UploadEvent.NeedsInput} comes back.
   *
   * @param chunk a heap or a direct buffer, of any size
   * @throws IllegalStateException if the previous chunk has not been read to its end, or after
   *     {@link #finish()}
   */
  public void feed(ByteBuffer chunk) {
    input.feed(chunk);
  }

  /**
   * Tells that nothing follows what has been fed. From here on {@link #next()} comes to {@link
   * UploadEvent.End} or throws.
   */
  public void finish() {
    input.finish();
  }

  /**
   * Reads on to the next event. After {@link UploadEvent.End} it returns that again.
   *
   * @throws MalformedUploadException at the first byte that makes a fault certain; the parser
   *     cannot be used after it
   * @throws IllegalStateException if it has failed before
   */
  public UploadEvent next() {
    if (failed) {
      throw new IllegalStateException("The upload has been refused already");
    }
    try {
      return upload.next();
    } catch (MalformedUploadException e) {
      failed = true;
      throw e;
    }
  }
}
