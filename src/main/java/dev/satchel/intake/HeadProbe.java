package dev.satchel.intake;

import dev.satchel.blob.BlobHead;
import dev.satchel.image.ImageBytes;
import dev.satchel.image.ImageFacts;
import dev.satchel.image.ImageProbe;
import dev.satchel.image.JpegExcerpt;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Measures images by their first part, on a worker thread. */
@ApplicationScoped
class HeadProbe {

  private final ImageProbe probe = new ImageProbe();

  /** Ends when {@code sink} has got the facts; it is called on a worker thread. */
  Uni<Void> measure(BlobHead head, Consumer<ImageFacts> sink) {
    return examine(head, found -> sink.accept(found.facts()));
  }

  /** The same, with where the facts are if they are not there. */
  Uni<Void> examine(BlobHead head, Consumer<HeadFindings> sink) {
    return Uni.createFrom()
        .item(() -> findings(head))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor())
        .invoke(sink)
        .replaceWithVoid();
  }

  private HeadFindings findings(BlobHead head) {
    try {
      ImageBytes ends = ends(head);
      OptionalLong late = ImageProbe.farDirectory(ends);
      return new HeadFindings(
          probe.measure(ends), late.isEmpty() ? null : Long.valueOf(late.getAsLong()));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be read", e);
    }
  }

  /** Some formats keep what we want to know at their end; it is there if the blob ends here. */
  private static ImageBytes ends(BlobHead head) throws IOException {
    InputStream bytes = head.bytes();
    byte[] signature = bytes.readNBytes(ImageProbe.SIGNATURE_BYTES);
    if (!ImageProbe.mayBeImage(signature)) {
      return ImageBytes.of(signature);
    }
    if (JpegExcerpt.isJpeg(signature)) {
      var jpeg = new PushbackInputStream(bytes, signature.length);
      jpeg.unread(signature);
      return JpegExcerpt.of(jpeg);
    }
    var first = Arrays.copyOf(signature, (int) Math.min(head.size(), ImageProbe.HEAD_BYTES));
    bytes.readNBytes(first, signature.length, first.length - signature.length);
    if (!head.isWhole()) {
      return ImageBytes.of(first);
    }
    long rest = head.size() - first.length;
    bytes.skipNBytes(Math.max(0, rest - ImageProbe.TAIL_BYTES));
    return ImageBytes.ends(first, bytes.readAllBytes(), head.size());
  }
}
