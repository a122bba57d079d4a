package dev.satchel.blob;

/** A checksum that goes with a write, for the object store to check. */
public enum StoreChecksum {
  CRC32C,
  CRC32,
  SHA256,
  /** In {@code Content-MD5}, which stores check that know no {@code x-amz-checksum-*}. Slow. */
  MD5,
  /** For stores that refuse {@code x-amz-checksum-*} headers. */
  NONE
}
