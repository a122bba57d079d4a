package dev.satchel.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One step in the reading of an upload.
 *
 * <p>Events come in the order of the input, whose members may come in any order: texts of a file
 * before or after its content, texts of the request before or after its files. A file's events lie
 * between its {@link FileStarted} and its {@link FileEnded}; files follow each other, they do not
 * overlap. Optional members that are absent give no event.
 */
public sealed interface UploadEvent {

  /** All that was fed is read: feed the next chunk, or finish. */
  record NeedsInput() implements UploadEvent {
    static final NeedsInput INSTANCE = new NeedsInput();
  }

  /**
   * A file begins.
   *
   * @param index its place in the request, from 0
   */
  record FileStarted(int index) implements UploadEvent {}

  /**
   * A text of the file that is being read.
   *
   * @param index the file's place in the request
   * @param member which text it is
   * @param value well-formed UTF-16 without U+0000, within its limit; null if given as null
   */
  record FileText(int index, FileMember member, @Nullable String value) implements UploadEvent {}

  /**
   * Some more bytes of the file that is being read, never none.
   *
   * @param bytes a view of the parser's own memory, or of what it was fed, not to be written to;
   *     valid until the next call of {@link UploadParser#next()}
   */
  record Content(ByteBuffer bytes) implements UploadEvent {

    /** The same bytes in memory of their own. */
    public Content copied() {
      return new Content(ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip());
    }
  }

  /**
   * The content of the file is complete; for an empty file no {@link Content} precedes it.
   *
   * @param index the file's place in the request
   * @param size bytes after decoding
   */
  record ContentEnded(int index, long size) implements UploadEvent {}

  /**
   * A file is complete: every required member of it has been seen.
   *
   * @param index its place in the request
   */
  record FileEnded(int index) implements UploadEvent {}

  /**
   * A text of the request.
   *
   * @param member which text it is
   * @param value well-formed UTF-16 without U+0000, at most 64 code points; null if given as null
   */
  record RequestText(RequestMember member, @Nullable String value) implements UploadEvent {}

  /**
   * For how long the files are to be kept.
   *
   * @param seconds from 1 to 3,153,600,000; null if given as null
   */
  record ExpiryInterval(@Nullable Long seconds) implements UploadEvent {}

  /** The upload is complete and valid. */
  record End() implements UploadEvent {
    static final End INSTANCE = new End();
  }
}
