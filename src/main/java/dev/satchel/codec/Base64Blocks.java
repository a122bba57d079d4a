package dev.satchel.codec;

/** Decodes blocks of nothing but characters of the base64 alphabet, whole quads of them. */
interface Base64Blocks {

  /** Bytes behind the decoded ones that may be overwritten as well. */
  int SLACK = 2;

  /**
   * Decodes a block.
   *
   * @param characters a multiple of eight of them
   * @param bytes three for each four characters, and {@link #SLACK}
   * @return false if something else than the alphabet is in it; {@code bytes} are then undefined
   */
  boolean decode(byte[] characters, byte[] bytes);

  /**
   * The fastest: what the compilers of the JVM make a vector intrinsic of is in a native binary the
   * slower one.
   */
  static Base64Blocks fastest() {
    boolean inBinary = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
    return inBinary ? new PairTable() : new VectorBlocks();
  }
}
