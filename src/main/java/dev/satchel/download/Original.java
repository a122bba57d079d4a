package dev.satchel.download;

import dev.satchel.blob.BlobReads;
import dev.satchel.blob.ByteRange;
import dev.satchel.file.StoredFile;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The bytes as they were uploaded, straight from the store. */
record Original(StoredFile file, BlobReads blobs) implements Representation {

  @Override
  public EntityTag tag() {
    return EntityTag.of(file.sha256);
  }

  @Override
  public Instant lastModified() {
    return file.createdAt.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public String mimeType() {
    return file.mimeType;
  }

  @Override
  public String name() {
    return file.originalName;
  }

  @Override
  public long length() {
    return file.size;
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return blobs.read(owner, file.blobKey(), file.blob());
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return blobs.read(owner, file.blobKey(), file.blob(), range);
  }

  @Override
  public void served() {}
}
