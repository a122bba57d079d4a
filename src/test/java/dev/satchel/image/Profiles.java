package dev.satchel.image;

import dev.satchel.image.header.Exif;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Puts ICC profiles into pictures. */
final class Profiles {

  private static final int RIFF_HEADER = 12;
  private static final int HAS_PROFILE = 0x20;

  private Profiles() {}

  static byte[] inJpeg(byte[] jpeg, byte[] profile) {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    int length = 16 + profile.length;
    segment.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length});
    segment.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
    segment.writeBytes(profile);
    return Exif.inserted(jpeg, 2, segment.toByteArray());
  }

  static byte[] inPng(byte[] png, byte[] profile) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("linear\0\0".getBytes(StandardCharsets.US_ASCII));
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(profile);
      deflater.finish();
      byte[] output = new byte[profile.length + 100];
      body.write(output, 0, deflater.deflate(output));
    }
    return Exif.withChunk(png, "iCCP", body.toByteArray());
  }

  /** In a WebP of 64x48 that has no header of an extended file yet. */
  static byte[] inWebp(byte[] webp, byte[] profile) {
    byte[] header = {HAS_PROFILE, 0, 0, 0, 63, 0, 0, 47, 0, 0};
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(chunk("VP8X", header));
    chunks.writeBytes(chunk("ICCP", profile));
    byte[] extended = Exif.inserted(webp, RIFF_HEADER, chunks.toByteArray());
    ByteBuffer.wrap(extended).order(ByteOrder.LITTLE_ENDIAN).putInt(4, extended.length - 8);
    return extended;
  }

  private static byte[] chunk(String type, byte[] body) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + body.length + (body.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    return chunk
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(body.length)
        .put(body)
        .array();
  }
}
