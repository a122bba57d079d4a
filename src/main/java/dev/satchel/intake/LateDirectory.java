package dev.satchel.intake;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.ByteRange;
import dev.satchel.image.ImageBytes;
import dev.satchel.image.ImageFacts;
import dev.satchel.image.ImageProbe;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What a TIFF says of its picture in a directory that comes late, of a file that has come over
 * several requests: of those nobody has seen all bytes pass, as {@link TiffWindow} does, so they
 * are read of the store.
 */
@ApplicationScoped
class LateDirectory {

  private final BlobStore store;
  private final UploadConfig config;

  LateDirectory(BlobStore store, UploadConfig config) {
    this.store = store;
    this.config = config;
  }

  /**
   * The facts of the picture; none where the file ends before its directory.
   *
   * @param directory where that begins
   */
  Uni<ImageFacts> measure(BlobKey key, BlobReceipt stored, long directory) {
    if (directory >= stored.size()) {
      return Uni.createFrom().item(ImageFacts.NONE);
    }
    long from = TiffWindow.start(directory, config.tiffWindow());
    return read(key, stored, 0, ImageProbe.SIGNATURE_BYTES)
        .chain(
            first ->
                read(key, stored, from, config.tiffWindow())
                    .map(window -> new ImageProbe().measure(ImageBytes.of(first, window, from))));
  }

  private Uni<byte[]> read(BlobKey key, BlobReceipt stored, long from, long atMost) {
    long end = Math.min(from + atMost, stored.size());
    return Lifetime.during(
        lifetime ->
            store
                .read(lifetime, key, stored, new ByteRange(from, end - 1))
                .chain(
                    bytes -> bytes.collect().in(ByteArrayOutputStream::new, LateDirectory::append))
                .map(ByteArrayOutputStream::toByteArray));
  }

  private static void append(ByteArrayOutputStream all, ByteBuffer some) {
    byte[] bytes = new byte[some.remaining()];
    some.get(bytes);
    all.writeBytes(bytes);
  }
}
