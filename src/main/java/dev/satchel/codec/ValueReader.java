package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads one value of the document and tells of it in events. */
sealed interface ValueReader
    permits ContentsReader,
        ExpiryReader,
        FileReader,
        FilesReader,
        MultipartReader,
        ObjectReader,
        SkippingReader,
        TextReader,
        UploadReader {

  /**
   * Reads on to the next event, {@link UploadEvent.NeedsInput} included.
   *
   * @return null when the value is complete and everything about it has been told
   * @throws MalformedUploadException at the first byte that makes a fault certain
   */
  @Nullable UploadEvent next();
}
