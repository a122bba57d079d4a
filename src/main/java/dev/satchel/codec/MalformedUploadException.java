package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/**
 * Ends the reading of an upload that cannot be accepted.
 *
 * <p>{@link #getMessage()} is an English sentence that may be shown to the client: it names the
 * field and the fault and holds nothing of the input. It has no stack trace, since it tells of the
 * client's input and not of our code.
 */
public final class MalformedUploadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final @Nullable String path;

  MalformedUploadException(Fault fault, @Nullable String path, String sentence) {
    super(sentence, null, false, false);
    this.fault = fault;
    this.path = path;
  }

  /** The fault that a value is not, for example, {@code a string}; the whole body has no path. */
  static MalformedUploadException wrongType(@Nullable String path, String wanted) {
    String subject = path == null ? "The body" : path;
    return new MalformedUploadException(
        Fault.WRONG_TYPE, path, subject + " must be " + wanted + ".");
  }

  /** The fault that there are more files than {@code most}. */
  static MalformedUploadException tooManyFiles(String path, int most) {
    return new MalformedUploadException(
        Fault.TOO_MANY_FILES, path, path + " must have at most " + most + " elements.");
  }

  /** The fault that there are no files. */
  static MalformedUploadException noFiles(String path) {
    return new MalformedUploadException(
        Fault.NO_FILES, path, path + " must have at least one element.");
  }

  /** The fault that a file has more than {@code most} bytes. */
  static MalformedUploadException fileTooLarge(String path, long most) {
    return new MalformedUploadException(
        Fault.FILE_TOO_LARGE, path, path + " has more than " + most + " bytes.");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** The field at fault, for example {@code files[1].contents}; null where no field is at fault. */
  public @Nullable String path() {
    return path;
  }
}
