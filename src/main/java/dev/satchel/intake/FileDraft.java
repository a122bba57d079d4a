package dev.satchel.intake;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.image.ImageFacts;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known so far of one file of an upload. Used on the upload's event loop only. */
final class FileDraft {

  private static final int DIGEST_DIGITS = 64;

  /** Which of its upload's files it is, from 0 on. */
  final int index;

  @Nullable String name;
  @Nullable String description;
  @Nullable String type;
  @Nullable BlobReceipt blob;

  private @Nullable BlobKey key;
  private final String contentsPath;
  private final String digestPath;
  private final Signature signature = new Signature();
  private final TiffWindow window;
  private @Nullable String expectedDigest;

  /** Written by the worker that measures, and one value, so that nobody sees half of it. */
  private volatile @Nullable ImageFacts measured;

  /**
   * @param tiffWindow bytes that are kept of a TIFF around a directory that comes late
   */
  FileDraft(int index, int tiffWindow) {
    this.index = index;
    this.window = new TiffWindow(tiffWindow);
    this.contentsPath = "files[" + index + "].contents";
    this.digestPath = "files[" + index + "].sha256";
  }

  /** Where its contents are; known when the first of them come. */
  BlobKey key() {
    return Objects.requireNonNull(key, "The contents have no place yet");
  }

  /** Tells where its contents are. */
  void storedAt(BlobKey place) {
    key = place;
  }

  /**
   * Tells which SHA-256 the contents should have, before or after they are known.
   *
   * @param digest in hexadecimal; null if it does not matter
   */
  void expect(@Nullable String digest) {
    if (digest != null
        && (digest.length() != DIGEST_DIGITS || !digest.chars().allMatch(HexFormat::isHexDigit))) {
      throw new ProblemException(
          ProblemCode.INVALID_VALUE,
          digestPath,
          digestPath + " must be " + DIGEST_DIGITS + " hexadecimal digits.");
    }
    expectedDigest = digest;
    requireExpected();
  }

  /** Tells what the contents are. They need not be durable yet. */
  void received(BlobReceipt contents) {
    blob = contents;
    window.end(signature);
    requireExpected();
  }

  /** Tells what the contents show, if they are an image. Any thread may call. */
  void measured(ImageFacts found) {
    measured = found;
  }

  /** What the contents show, as far as that is known. */
  ImageFacts facts() {
    ImageFacts found = measured;
    return found == null || window.facts().measured() ? window.facts() : found;
  }

  /** Looks at contents as they arrive; to be called with all of them, in order. */
  void inspect(ByteBuffer contents) {
    signature.inspect(contents);
    window.inspect(signature, contents);
  }

  /** Whether the first bytes that were inspected are those of no image. */
  boolean isForeign() {
    return signature.isForeign();
  }

  /** Refuses a file that is known not to be an image, by its first bytes or by all of them. */
  void requirePhoto() {
    boolean known = measured != null && !window.isAwaited();
    if (isForeign() || (known && !facts().measured())) {
      throw new ProblemException(
          ProblemCode.NOT_AN_IMAGE,
          contentsPath,
          contentsPath + " is not an image, and the file request takes only images.");
    }
  }

  private void requireExpected() {
    if (blob != null
        && expectedDigest != null
        && !expectedDigest.equalsIgnoreCase(HexFormat.of().formatHex(blob.sha256()))) {
      throw new ProblemException(
          ProblemCode.DIGEST_MISMATCH,
          digestPath,
          digestPath + " is not the SHA-256 of the contents that arrived.");
    }
  }
}
