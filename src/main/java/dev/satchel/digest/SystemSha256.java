package dev.satchel.digest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A digest by libcrypto. Buffers off the heap are read where they are, others are copied piece by
 * piece. The state stands on the heap between two calls, so that nobody has to give it back.
 */
final class SystemSha256 extends MessageDigest {

  private static final int DIGEST_BYTES = 32;
  private static final int PIECE = 16 * 1024;

  private final LibcryptoSha256 library;
  private final byte[] state = new byte[LibcryptoSha256.STATE_BYTES];

  SystemSha256(LibcryptoSha256 library) {
    super("SHA-256");
    this.library = library;
    engineReset();
  }

  /** What {@link Sha256#state} tells: {@link LibcryptoSha256#kept}. */
  Optional<byte[]> kept() {
    return LibcryptoSha256.kept(state);
  }

  /** Goes on from there; false where that is no state, or of no use here. */
  boolean takeUp(byte[] kept) {
    return LibcryptoSha256.takeUp(kept, state);
  }

  @Override
  protected int engineGetDigestLength() {
    return DIGEST_BYTES;
  }

  @Override
  protected void engineReset() {
    try (Arena arena = Arena.ofConfined()) {
      withState(arena, library::start);
    }
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    engineUpdate(ByteBuffer.wrap(input, offset, length));
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    try (Arena arena = Arena.ofConfined()) {
      if (input.isDirect()) {
        MemorySegment bytes = MemorySegment.ofBuffer(input);
        withState(arena, at -> library.update(at, bytes.address(), bytes.byteSize()));
        input.position(input.limit());
      } else {
        withState(arena, at -> copy(input, arena, at));
      }
    }
  }

  @Override
  protected byte[] engineDigest() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment digest = arena.allocate(DIGEST_BYTES);
      withState(
          arena,
          at -> {
            library.finish(at, digest.address());
            library.start(at);
          });
      byte[] bytes = new byte[DIGEST_BYTES];
      digest.asByteBuffer().get(bytes);
      return bytes;
    }
  }

  private void copy(ByteBuffer input, Arena arena, long at) {
    MemorySegment piece = arena.allocate(Math.min(input.remaining(), PIECE));
    while (input.hasRemaining()) {
      int length = (int) Math.min(input.remaining(), piece.byteSize());
      piece.asByteBuffer().put(input.slice(input.position(), length));
      input.position(input.position() + length);
      library.update(at, piece.address(), length);
    }
  }

  private void withState(Arena arena, LongConsumer call) {
    MemorySegment context = arena.allocate(state.length, Long.BYTES);
    context.asByteBuffer().put(state);
    call.accept(context.address());
    context.asByteBuffer().get(state);
  }
}
