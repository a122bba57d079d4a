package dev.satchel.intake;

import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import java.util.Optional;

/** How an upload is written down. */
sealed interface UploadFormat {

  /**
   * A parser of one upload.
   *
   * @throws MalformedUploadException if there can be none
   */
  UploadParser parser(UploadLimits limits);

  /** What is known of the upload before it comes. */
  default Optional<Answering> answering() {
    return Optional.empty();
  }

  /** Bytes that the files of a body of {@code length} bytes can have at the most, together. */
  long decodedAtMost(long length);

  /** A JSON document with contents in base64. */
  record Json() implements UploadFormat {

    /** RFC 4648 section 4: four characters for three bytes. */
    private static final long CHARACTERS = 4;

    private static final long BYTES = 3;

    @Override
    public UploadParser parser(UploadLimits limits) {
      return UploadParser.json(limits);
    }

    @Override
    public long decodedAtMost(long length) {
      return length / CHARACTERS * BYTES + BYTES;
    }
  }

  /**
   * A form with files as they are (RFC 7578).
   *
   * @param boundary between its parts
   * @param answering what the form does not say, of somebody who can only answer one file request
   */
  record Multipart(String boundary, Optional<Answering> answering) implements UploadFormat {

    @Override
    public UploadParser parser(UploadLimits limits) {
      return answering.isPresent()
          ? UploadParser.answer(limits, boundary)
          : UploadParser.multipart(limits, boundary);
    }

    @Override
    public long decodedAtMost(long length) {
      return length;
    }
  }
}
