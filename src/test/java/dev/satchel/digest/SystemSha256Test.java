package dev.satchel.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.foreign.LibraryPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemSha256Test {

  /** FIPS 180-4 examples. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private SystemSha256 digest;

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(LibraryPath.holds("libcrypto.so.3", "libcrypto.so.1.1"), "no libcrypto here");
    digest = new SystemSha256(LibcryptoSha256.load());
  }

  @Test
  void knowsTheDigestsOfTheStandard() {
    assertThat(hex(digest.digest())).isEqualTo(OF_NOTHING);
    assertThat(hex(digest.digest("abc".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(OF_ABC);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithJavaHoweverTheBytesCome(long seed) {
    var random = new Random(seed);
    MessageDigest java = Sha256.digest();
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(i % 10 == 0 ? 100_000 : 300)];
      random.nextBytes(bytes);
      java.update(bytes);
      bring(bytes, random.nextInt(5));
    }

    assertThat(digest.digest()).isEqualTo(java.digest());
  }

  private void bring(byte[] bytes, int way) {
    switch (way) {
      case 0 -> digest.update(bytes);
      case 1 -> digest.update(ByteBuffer.wrap(bytes));
      case 2 -> digest.update(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
      case 3 -> {
        for (byte single : bytes) {
          digest.update(single);
        }
      }
      default -> {
        ByteBuffer around = ByteBuffer.allocateDirect(bytes.length + 7).put(3, bytes);
        ByteBuffer within = around.position(3).limit(3 + bytes.length);
        digest.update(within);
        assertThat(within.hasRemaining()).isFalse();
      }
    }
  }

  @Test
  void startsAnewAfterAResetAndAfterADigest() {
    digest.update(new byte[1000]);
    digest.reset();
    digest.update("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(hex(digest.digest())).isEqualTo(OF_ABC);

    assertThat(hex(digest.digest())).isEqualTo(OF_NOTHING);
  }

  @Test
  void digestsOfTwoThatTakeTurnsDoNotMix() {
    var other = new SystemSha256(LibcryptoSha256.load());
    digest.update((byte) 'a');
    other.update(new byte[500]);
    digest.update((byte) 'b');
    other.update(new byte[500]);
    digest.update((byte) 'c');

    assertThat(hex(digest.digest())).isEqualTo(OF_ABC);
    assertThat(other.digest()).isEqualTo(Sha256.of(new byte[1000]));
  }

  /** The value behind a block is in FIPS 180-4's terms, so it is the same on any machine. */
  @Test
  void goesOnFromAStateThatWasKept() {
    byte[] bytes = new byte[64 * 3 + 5];
    new java.util.Random(1).nextBytes(bytes);
    for (int blocks = 0; blocks <= 3; blocks++) {
      digest.reset();
      digest.update(bytes, 0, 64 * blocks);
      byte[] kept = Sha256.state(digest).orElseThrow();

      var other = Sha256.resumed(kept).orElseThrow();
      other.update(bytes, 64 * blocks, bytes.length - 64 * blocks);

      assertThat(other.digest()).isEqualTo(Sha256.of(bytes));
    }
    assertThat(Sha256.state(Sha256.keepable()))
        .hasValueSatisfying(
            start ->
                assertThat(hex(start))
                    .isEqualTo(
                        "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19"
                            + "0000000000000000"));
  }

  @Test
  void keepsNoStateWithinABlock() {
    digest.update(new byte[63]);

    assertThat(Sha256.state(digest)).isEmpty();
    assertThat(Sha256.state(Sha256.digest())).isEmpty();
    assertThat(Sha256.resumed(new byte[39])).isEmpty();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
