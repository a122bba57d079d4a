package dev.satchel.codec;

import java.util.Base64;

/** The JDK's decoder, for the JVM an intrinsic, ten times as fast as any loop. */
final class VectorBlocks implements Base64Blocks {

  @Override
  public boolean decode(byte[] characters, byte[] bytes) {
    try {
      return Base64.getDecoder().decode(characters, bytes) == characters.length / 4 * 3;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
