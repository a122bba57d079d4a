package dev.satchel.download;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReads;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.ByteRange;
import dev.satchel.file.StoredFile;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A store of one blob, {@link #CONTENTS}. Counts what is done to it. */
final class FakeBlobs implements BlobReads {

  static final String CONTENTS = "the original";

  private static final byte[] BYTES = CONTENTS.getBytes(StandardCharsets.US_ASCII);

  int reads;
  int released;

  /** A file whose bytes this is; no image where the sides are null. */
  static StoredFile file(@Nullable Integer width, @Nullable Integer height) {
    var file = new StoredFile();
    file.originalName = "a.png";
    file.mimeType = "image/png";
    file.objectKey = "a/0";
    file.size = BYTES.length;
    file.sha256 = BlobReceipt.of(BYTES).sha256();
    file.imageWidth = width;
    file.imageHeight = height;
    file.createdAt = Instant.parse("2026-01-02T03:04:05.678Z");
    return file;
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, BlobKey key, BlobReceipt stored) {
    return begun(owner, ByteBuffer.wrap(BYTES));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(
      Lifetime owner, BlobKey key, BlobReceipt stored, ByteRange range) {
    return begun(owner, range.of(BYTES));
  }

  private Uni<Multi<ByteBuffer>> begun(Lifetime owner, ByteBuffer bytes) {
    reads++;
    owner.own(() -> released++);
    return Uni.createFrom().item(Multi.createFrom().item(bytes));
  }
}
