package dev.satchel.codec;

/** The texts that come with the request as a whole; that they are UUIDs is not yet checked. */
public enum RequestMember {
  /** The user who uploads; never null. */
  USER_ID,
  /** The file request that the upload answers; may be null. */
  FILE_REQUEST_ID
}
