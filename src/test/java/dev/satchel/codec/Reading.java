package dev.satchel.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a parser told about a document.
 *
 * @param events a line per event, the bytes of a file drawn together into one line
 * @param fault how it ended; null if it came to its end
 * @param path the field at fault
 */
record Reading(List<String> events, @Nullable Fault fault, @Nullable String path) {

  /** Reads the document in chunks of this size, from heap buffers. */
  static Reading of(byte[] document, int chunkSize) {
    return of(document, UploadLimits.defaults(), at -> chunkSize, false);
  }

  /** Reads the document in one chunk. */
  static Reading of(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return of(bytes, Math.max(1, bytes.length));
  }

  /** Reads the document in chunks, whose size at an offset {@code sizeAt} tells. */
  static Reading of(byte[] document, UploadLimits limits, IntUnaryOperator sizeAt, boolean direct) {
    return of(UploadParser.json(limits), document, sizeAt, direct);
  }

  /**
   * Reads a body with a new parser, in chunks, whose size at an offset {@code sizeAt} tells. Direct
   * ones are taken back after each event, and overwritten.
   */
  static Reading of(UploadParser parser, byte[] document, IntUnaryOperator sizeAt, boolean direct) {
    Recorder recorder = new Recorder();
    ByteBuffer chunk = ByteBuffer.allocate(0);
    int at = 0;
    try {
      while (!recorder.ended) {
        if (recorder.record(parser.next())) {
          int size = at == document.length ? 0 : sizeAt.applyAsInt(at);
          int end = (int) Math.min(document.length, (long) at + size);
          chunk = feed(parser, document, at, end, direct);
          at = end;
        } else if (direct) {
          parser.keepUnread();
          overwrite(chunk);
        }
      }
      return new Reading(recorder.lines, null, null);
    } catch (MalformedUploadException e) {
      return new Reading(recorder.lines, e.fault(), e.path());
    }
  }

  boolean accepted() {
    return fault == null;
  }

  /** Whether the document was refused for what it is, rather than for what it says. */
  boolean notJson() {
    return fault == Fault.INVALID_JSON || fault == Fault.INVALID_ENCODING;
  }

  private static ByteBuffer feed(
      UploadParser parser, byte[] from, int at, int end, boolean direct) {
    if (at == end) {
      parser.finish();
      return ByteBuffer.allocate(0);
    }
    ByteBuffer chunk =
        direct ? ByteBuffer.allocateDirect(end - at + 1) : ByteBuffer.allocate(end - at + 1);
    parser.feed(chunk.put((byte) '!').put(from, at, end - at).flip().position(1));
    return chunk.duplicate();
  }

  private static void overwrite(ByteBuffer chunk) {
    chunk.clear();
    while (chunk.hasRemaining()) {
      chunk.put((byte) '#');
    }
  }

  private static final class Recorder {
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean ended;

    /** Notes the event; returns whether it asks for input. */
    boolean record(UploadEvent event) {
      switch (event) {
        case UploadEvent.NeedsInput _ -> {
          return true;
        }
        case UploadEvent.Content(ByteBuffer bytes) -> append(bytes);
        case UploadEvent.ContentEnded(int index, long size) -> {
          lines.add(
              line(index, "bytes", Base64.getEncoder().encodeToString(content.toByteArray())));
          lines.add(line(index, "size", size));
          content.reset();
        }
        case UploadEvent.FileStarted(int index) -> lines.add(line(index, "started", ""));
        case UploadEvent.FileEnded(int index) -> lines.add(line(index, "ended", ""));
        case UploadEvent.FileText(int index, FileMember member, String value) ->
            lines.add(line(index, member.name(), value));
        case UploadEvent.RequestText(RequestMember member, String value) ->
            lines.add(member + " " + value);
        case UploadEvent.ExpiryInterval(Long seconds) -> lines.add("EXPIRY " + seconds);
        case UploadEvent.End _ -> ended = true;
      }
      return false;
    }

    private void append(ByteBuffer bytes) {
      if (!bytes.hasRemaining()) {
        throw new AssertionError("Content without bytes");
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      content.writeBytes(copy);
    }

    private static String line(int index, String what, @Nullable Object value) {
      return index + " " + what + " " + value;
    }
  }
}
