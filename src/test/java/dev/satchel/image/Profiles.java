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

  /**
   * A profile of four inks that are all gray: each takes L* 25 from the paper's 100. With the black
   * ink alone 20 is left, with all of them 10.
   */
  static byte[] inks() {
    ByteBuffer table = ByteBuffer.allocate(48 + 4 * 256 + 16 * 3 + 3 * 256);
    table.put("mft1".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0x04030200);
    for (int i = 0; i < 9; i++) {
      table.putInt(i % 4 == 0 ? 0x10000 : 0);
    }
    identities(table, 4);
    for (int inks = 0; inks < 16; inks++) {
      int colours = Integer.bitCount(inks >> 1);
      double lightness = (inks & 1) == 0 ? 100 - 25 * colours : 20 - 10 * colours / 3.0;
      table.put((byte) Math.round(lightness * 2.55)).put((byte) 128).put((byte) 128);
    }
    identities(table, 3);
    return profile("CMYK", "Lab ", "A2B0", table.array());
  }

  private static void identities(ByteBuffer table, int channels) {
    for (int i = 0; i < channels * 256; i++) {
      table.put((byte) i);
    }
  }

  /** For a printer, in version 2, with one tag. */
  private static byte[] profile(String colours, String connection, String tag, byte[] body) {
    ByteBuffer profile = ByteBuffer.allocate(128 + 16 + body.length);
    profile.putInt(profile.capacity()).putInt(0).putInt(0x02100000);
    profile.put(("prtr" + colours + connection).getBytes(StandardCharsets.US_ASCII));
    profile.position(36).put("acsp".getBytes(StandardCharsets.US_ASCII));
    profile.position(68).putInt(0xF6D6).putInt(0x10000).putInt(0xD32D); // D50
    profile.position(128).putInt(1).put(tag.getBytes(StandardCharsets.US_ASCII));
    return profile.putInt(144).putInt(body.length).put(body).array();
  }

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
