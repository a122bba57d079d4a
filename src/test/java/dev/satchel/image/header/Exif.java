package dev.satchel.image.header;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Builds EXIF blocks and puts them into pictures. */
public final class Exif {

  /** Stands in every block where GPS coordinates would: it must not leave. */
  public static final String SENTINEL = "GPS-SENTINEL-48.137154N";

  private static final int HEADER = 8;
  private static final int ENTRY = 12;

  private final SortedMap<Integer, byte[]> texts = new TreeMap<>();
  private final int orientation;
  private ByteOrder order = ByteOrder.BIG_ENDIAN;

  private Exif(int orientation) {
    this.orientation = orientation;
  }

  public static Exif of(int orientation) {
    return new Exif(orientation).text(0xA433, SENTINEL);
  }

  public Exif littleEndian() {
    order = ByteOrder.LITTLE_ENDIAN;
    return this;
  }

  public Exif taken(String dateTime) {
    return text(ExifTags.DATE_TIME_ORIGINAL, dateTime);
  }

  public Exif text(int tag, String text) {
    texts.put(tag, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** A TIFF structure: orientation and a pointer to the EXIF directory, which holds the texts. */
  public byte[] block() {
    int exifAt = HEADER + 2 + 2 * ENTRY + 4;
    int valuesAt = exifAt + 2 + texts.size() * ENTRY + 4;
    int size = valuesAt + texts.values().stream().mapToInt(text -> text.length).sum();
    ByteBuffer block = ByteBuffer.allocate(size).order(order);
    block.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    block.putShort((short) 42).putInt(HEADER).putShort((short) 2);
    entry(block, ExifTags.ORIENTATION, 3, 1).putShort((short) orientation).putShort((short) 0);
    entry(block, 0x8769, 4, 1).putInt(exifAt);
    block.putInt(0).putShort((short) texts.size());
    for (var text : texts.entrySet()) {
      byte[] value = text.getValue();
      entry(block, text.getKey(), 2, value.length);
      if (value.length <= 4) {
        block.put(Arrays.copyOf(value, 4));
      } else {
        block.putInt(valuesAt);
        block.put(valuesAt, value);
        valuesAt += value.length;
      }
    }
    return block.array();
  }

  private static ByteBuffer entry(ByteBuffer block, int tag, int type, int count) {
    return block.putShort((short) tag).putShort((short) type).putInt(count);
  }

  public byte[] inJpeg(byte[] jpeg) {
    byte[] block = block();
    ByteBuffer segment = ByteBuffer.allocate(10 + block.length);
    segment.putShort((short) 0xFFE1).putShort((short) (8 + block.length));
    segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(block);
    return inserted(jpeg, 2, segment.array());
  }

  public byte[] inPng(byte[] png) {
    return withChunk(png, "eXIf", block());
  }

  /** The PNG with a chunk more behind its IHDR. */
  public static byte[] withChunk(byte[] png, String type, byte[] body) {
    return inserted(png, 33, chunk(type, body));
  }

  public static byte[] chunk(String type, byte[] body) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + body.length);
    chunk.putInt(body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + body.length);
    return chunk.putInt((int) checksum.getValue()).array();
  }

  public static byte[] inserted(byte[] file, int at, byte[] more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, at);
    bytes.writeBytes(more);
    bytes.write(file, at, file.length - at);
    return bytes.toByteArray();
  }
}
