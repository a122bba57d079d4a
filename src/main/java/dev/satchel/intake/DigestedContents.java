package dev.satchel.intake;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.BlobSink;
import dev.satchel.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;

/** Keeps nothing of the contents but what they are, for a request that has been answered before. */
final class DigestedContents implements UploadContents {

  private final MessageDigest sha256 = Sha256.bulk();
  private long size;

  @Override
  public boolean isAdmitted() {
    return true;
  }

  @Override
  public boolean isWaiting() {
    return false;
  }

  @Override
  public CompletableFuture<Void> admit() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean write(FileDraft file, ByteBuffer bytes, BlobSink.Listener listener) {
    size += bytes.remaining();
    sha256.update(bytes);
    return true;
  }

  @Override
  public void finish(FileDraft file, BlobSink.Listener listener) {
    file.received(new BlobReceipt(size, sha256.digest()));
    size = 0;
  }

  @Override
  public CompletableFuture<Void> durable() {
    return CompletableFuture.completedFuture(null);
  }
}
