package dev.satchel.intake;

/**
 * The database was lost during the commit, and with it whether the files belong to anybody. Their
 * blobs must stay until the record of the upload tells.
 */
final class CommitUnknownException extends Exception {

  CommitUnknownException(Throwable cause) {
    super("Whether the upload was committed is not known", cause);
  }
}
