package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;

/**
 * Reads one upload from the chunks of a request body.
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
 * <p>JSON is read strictly: RFC 8259 in UTF-8 (RFC 3629), a leading byte order mark excepted;
 * members in any order, unknown ones skipped yet checked. The {@code contents} of a file are base64
 * in the alphabet of RFC 4648 section 4. Padding may be left out, but not in part; CR, LF, space
 * and tab are ignored anywhere; surplus bits of the last character are ignored too, as most
 * decoders do.
 *
 * <p>Of {@code multipart/form-data} (RFC 7578) it reads the parts {@code files}, each a file with
 * its name and media type, and the text parts {@code description} and {@code sha256}, which tell of
 * the file before them, {@code userId}, {@code fileRequestId} and {@code expiryInterval}; parts of
 * other names are skipped. An optional text that is empty counts as absent, as browsers send what
 * was not filled in. So does a file without a name and without bytes, with the texts that tell of
 * it.
 *
 * <p>Clients write the names of files in several ways, which are all read: {@code filename*} (RFC
 * 8187) wins over {@code filename}, whose octets are UTF-8 or else ISO-8859-1, and which may be an
 * encoded word (RFC 2047). A text is in the charset of its own media type if that is ISO-8859-1,
 * else in UTF-8.
 *
 * <p>Instances are for one upload and for one thread at a time.
 */
public final class UploadParser {
  private static final Set<RequestField> KNOWN_OF_ANSWERS =
      Set.of(RequestField.USER_ID, RequestField.FILE_REQUEST_ID, RequestField.EXPIRY_INTERVAL);

  private final BodyInput input;
  private final ValueReader upload;
  private boolean failed;

  private UploadParser(BodyInput input, ValueReader upload) {
    this.input = input;
    this.upload = upload;
  }

  /** A parser of one JSON document. */
  public static UploadParser json(UploadLimits limits) {
    var input = new BodyInput();
    return new UploadParser(input, new UploadReader(UploadSource.of(input, limits)));
  }

  /**
   * A parser of one {@code multipart/form-data} body.
   *
   * @param boundary the parameter of its media type (RFC 2046 section 5.1.1)
   * @throws MalformedUploadException if that can be no boundary
   */
  public static UploadParser multipart(UploadLimits limits, String boundary) {
    var input = new BodyInput();
    return new UploadParser(input, MultipartReader.of(input, limits, boundary, Set.of()));
  }

  /**
   * The same for a form that answers a file request: whose files they are, which request they
   * answer and how long they are kept is known without it, and refused where the form says so.
   */
  public static UploadParser answer(UploadLimits limits, String boundary) {
    var input = new BodyInput();
    return new UploadParser(input, MultipartReader.of(input, limits, boundary, KNOWN_OF_ANSWERS));
  }

  /**
   * Gives the parser more to read. It reads during {@link #next()}, moving the buffer's position,
   * so the buffer must be left alone until {@link UploadEvent.NeedsInput} comes back, or {@link
   * #keepUnread} was called.
   *
   * @param chunk a heap or a direct buffer, of any size
   * @throws IllegalStateException if the previous chunk has not been read to its end, or after
   *     {@link #finish()}
   */
  public void feed(ByteBuffer chunk) {
    input.feed(chunk);
  }

  /**
   * Copies what has not been read of the chunk, so that it may be taken back at once. The {@link
   * UploadEvent.Content} of the last event is not among that.
   */
  public void keepUnread() {
    input.keepUnread();
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
      return Objects.requireNonNull(upload.next(), "An upload ends with an event");
    } catch (MalformedUploadException e) {
      failed = true;
      throw e;
    }
  }
}
