package dev.satchel.blob;

/** By what the object store is made to refuse a write whose bytes have changed on their way. */
public enum StoreIntegrity {
  /** The cheapest of the others that the store is seen to check, found out at the start. */
  AUTO,
  /** The checksum of {@code satchel.s3.checksum}. Costs nothing more; some stores ignore it. */
  CHECKSUM,
  /** The SHA-256 of each request's bytes, as part of its signature. */
  SIGNATURE,
  /** The MD5 of each request's bytes, in {@code Content-MD5}. */
  MD5
}
