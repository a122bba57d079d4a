package dev.satchel.download;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A thumbnail whose bytes are a text, or that cannot be read. Counts what is done to it. */
final class FakeThumbnail implements Thumbnail {

  private final byte[] bytes;
  private final Uni<byte[]> read;
  int reads;
  int released;
  int served;

  private FakeThumbnail(byte[] bytes, Uni<byte[]> read) {
    this.bytes = bytes;
    this.read = read;
  }

  static FakeThumbnail of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new FakeThumbnail(bytes, Uni.createFrom().item(bytes));
  }

  /** One of ten bytes, the read of which fails. */
  static FakeThumbnail failing(Throwable failure) {
    return new FakeThumbnail(new byte[10], Uni.createFrom().failure(failure));
  }

  /** One of ten bytes, which never arrive. */
  static FakeThumbnail silent() {
    return new FakeThumbnail(new byte[10], Uni.createFrom().nothing());
  }

  @Override
  public String mimeType() {
    return "image/jpeg";
  }

  @Override
  public BlobReceipt blob() {
    return BlobReceipt.of(bytes);
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return begun(owner).map(all -> Multi.createFrom().item(ByteBuffer.wrap(all)));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return begun(owner).map(all -> Multi.createFrom().item(range.of(all)));
  }

  @Override
  public void served() {
    served++;
  }

  private Uni<byte[]> begun(Lifetime owner) {
    reads++;
    owner.own(() -> released++);
    return read;
  }
}
