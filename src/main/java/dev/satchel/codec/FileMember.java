package dev.satchel.codec;

/** The texts that come with a file. */
public enum FileMember {
  /** The label that the file goes by; never null, 1 or more code points. */
  NAME,
  /** What the uploader says about the file; may be null. */
  DESCRIPTION,
  /** The media type, its syntax not yet checked; never null. */
  TYPE,
  /** The SHA-256 that the contents should have, its syntax not yet checked; may be null. */
  SHA256
}
