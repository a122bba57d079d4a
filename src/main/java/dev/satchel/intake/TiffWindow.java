package dev.satchel.intake;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.ImageFacts;
import dev.satchel.image.ImageProbe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a TIFF says of its picture where its directory comes later than what is kept of the first
 * part: behind the pixels, as most programs write it. The first bytes tell where, so that those
 * around it are kept when they pass, and no others.
 */
final class TiffWindow {

  /** Such a part of what is kept stands before the directory: an EXIF directory may. */
  private static final int BEFORE = 4;

  private static final long NONE = -1;

  private final int most;
  private boolean located;
  private boolean ended;
  private long from = NONE;
  private long passed;
  private byte @Nullable [] kept;
  private int length;
  private ImageFacts facts = ImageFacts.NONE;

  /**
   * @param most bytes that are kept, less than {@link ImageProbe#HEAD_BYTES}
   */
  TiffWindow(int most) {
    this.most = most;
  }

  /** Looks at contents as they arrive, which stay as they are; to be called with all of them. */
  void inspect(Signature signature, ByteBuffer contents) {
    Optional<byte[]> first = signature.whole();
    if (first.isPresent() && !located) {
      locate(first.get());
    }
    if (isAwaited()) {
      keep(contents);
      if (length == most) {
        end(signature);
      }
    }
    passed += contents.remaining();
  }

  private void locate(byte[] first) {
    located = true;
    ImageProbe.farDirectory(first).ifPresent(at -> from = start(at, most));
  }

  /** Where a window of so many bytes begins, around a directory there. */
  static long start(long directory, int most) {
    return directory - most / BEFORE;
  }

  private void keep(ByteBuffer contents) {
    long skipped = from + length - passed;
    if (skipped >= contents.remaining()) {
      return;
    }
    kept = kept == null ? new byte[most] : kept;
    int count = (int) Math.min(most - length, contents.remaining() - skipped);
    contents.get(contents.position() + (int) skipped, kept, length, count);
    length += count;
  }

  /** No more comes: measures by what was kept, and gives that up. */
  void end(Signature signature) {
    if (kept != null) {
      facts = measured(signature.whole().orElseThrow(), Arrays.copyOf(kept, length));
    }
    kept = null;
    ended = true;
  }

  private ImageFacts measured(byte[] first, byte[] window) {
    return new ImageProbe().measure(ImageBytes.of(first, window, from));
  }

  /** Whether the contents may still tell more. */
  boolean isAwaited() {
    return from != NONE && !ended;
  }

  /** What is known by the directory, if it came. */
  ImageFacts facts() {
    return facts;
  }
}
