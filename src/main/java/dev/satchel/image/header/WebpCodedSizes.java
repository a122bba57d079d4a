package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import org.jspecify.annotations.Nullable;

/**
 * The bitstreams of a WebP (RFC 9649): that of a still picture has the size of its canvas, that of
 * a frame the size which its frame header gives. A frame lies on the canvas.
 */
final class WebpCodedSizes {

  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;

  private final CodedSizes sizes;
  private @Nullable Extent canvas;

  private WebpCodedSizes(CodedSizes sizes) {
    this.sizes = sizes;
  }

  static void read(ImageBytes file, CodedSizes sizes) {
    new WebpCodedSizes(sizes).chunks(file);
  }

  private void chunks(ImageBytes file) {
    for (long at = RIFF_HEADER; file.has(at, CHUNK_HEADER); at = next(file, at)) {
      ImageBytes body = body(file, at);
      switch (file.ascii(at, 4)) {
        case "VP8X" -> canvas = Extent.of(body.u24le(4) + 1L, body.u24le(7) + 1L);
        case "VP8 ", "VP8L" -> still(WebpBitstream.size(file.ascii(at, 4), body));
        case "ANMF" -> frame(body);
        default -> {}
      }
    }
  }

  private void still(@Nullable Extent coded) {
    sizes.stream(canvas == null ? coded : canvas, coded);
  }

  private void frame(ImageBytes frame) {
    Extent declared = Extent.of(frame.u24le(6) + 1L, frame.u24le(9) + 1L);
    if (canvas == null
        || 2L * frame.u24le(0) + frame.u24le(6) >= canvas.width()
        || 2L * frame.u24le(3) + frame.u24le(9) >= canvas.height()) {
      throw CodedSizes.unsound();
    }
    for (long at = FRAME_HEADER; frame.has(at, CHUNK_HEADER); at = next(frame, at)) {
      String type = frame.ascii(at, 4);
      if (type.startsWith("VP8")) {
        sizes.stream(declared, WebpBitstream.size(type, body(frame, at)));
      }
    }
  }

  private static ImageBytes body(ImageBytes chunks, long at) {
    return chunks.slice(at + CHUNK_HEADER, chunks.u32le(at + 4));
  }

  private static long next(ImageBytes chunks, long at) {
    long length = chunks.u32le(at + 4);
    return at + CHUNK_HEADER + length + (length & 1);
  }
}
