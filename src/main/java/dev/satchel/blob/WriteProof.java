package dev.satchel.blob;

/** What a write carries by which the store can tell that its bytes are those that were sent. */
enum WriteProof {
  /** The checksum of {@code satchel.s3.checksum}. */
  CHECKSUM,
  /** The SHA-256 of its bytes in its signature. */
  SIGNATURE,
  /** The MD5 of its bytes. */
  MD5
}
