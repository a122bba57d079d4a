package dev.satchel.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds a TIFF or BigTIFF of one directory, which stands at its end, behind the pixels and the
 * values that do not fit into it.
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are allocated here
public final class Tiffs {

  public static final int SHORT = 3;
  public static final int LONG = 4;
  public static final int LONG8 = 16;

  static final int WIDTH = 0x0100;
  static final int HEIGHT = 0x0101;
  static final int BITS = 0x0102;
  static final int COMPRESSION = 0x0103;
  static final int PHOTOMETRIC = 0x0106;
  static final int STRIP_OFFSETS = 0x0111;
  static final int ORIENTATION = 0x0112;
  static final int SAMPLES = 0x0115;
  static final int ROWS_PER_STRIP = 0x0116;
  static final int STRIP_BYTE_COUNTS = 0x0117;
  static final int TILE_WIDTH = 0x0142;
  static final int TILE_LENGTH = 0x0143;
  static final int TILE_OFFSETS = 0x0144;
  static final int TILE_BYTE_COUNTS = 0x0145;

  static final int EXTRA_SAMPLES = 0x0152;
  static final int PROFILE = 0x8773;
  static final int JPEG_PROCESS = 0x0200;
  static final int JPEG_STREAM = 0x0201;
  static final int JPEG_STREAM_LENGTH = 0x0202;

  private static final int BIG_HEADER = 16;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(int type, long... numbers) {

    int size() {
      return numbers.length * bytes();
    }

    private int bytes() {
      return switch (type) {
        case SHORT -> 2;
        case LONG -> 4;
        case LONG8 -> 8;
        default -> 1;
      };
    }

    byte[] in(ByteOrder order) {
      ByteBuffer bytes = ByteBuffer.allocate(size()).order(order);
      for (long number : numbers) {
        switch (bytes()) {
          case 2 -> bytes.putShort((short) number);
          case 4 -> bytes.putInt((int) number);
          case 8 -> bytes.putLong(number);
          default -> bytes.put((byte) number);
        }
      }
      return bytes.array();
    }
  }

  private final SortedMap<Integer, Values> entries = new TreeMap<>();
  private byte[] pixels = {};
  private int gap;
  private boolean big;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private Tiffs() {}

  /** Nothing but a size. */
  public static Tiffs of(int width, int height) {
    return new Tiffs().with(WIDTH, LONG, width).with(HEIGHT, LONG, height);
  }

  /** One strip of red, green and blue in bytes. */
  public static Tiffs rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ByteBuffer rgb = ByteBuffer.allocate(width * height * 3);
    for (int i = 0; i < width * height; i++) {
      int colour = image.getRGB(i % width, i / width);
      rgb.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
    }
    return interleaved(width, height, 3, rgb.array()).with(PHOTOMETRIC, SHORT, 2);
  }

  /** Old-style JPEG, whose strip begins with the stream's header, or behind that. */
  static Tiffs oldJpeg(byte[] jpeg, Extent size, boolean behindHeader) {
    int skipped = behindHeader ? Pictures.endOfHeader(jpeg) : 0;
    return interleaved(size.width(), size.height(), 3, jpeg)
        .with(COMPRESSION, SHORT, 6)
        .with(PHOTOMETRIC, SHORT, 6)
        .with(JPEG_PROCESS, SHORT, 1)
        .with(JPEG_STREAM, LONG, BIG_HEADER)
        .with(JPEG_STREAM_LENGTH, LONG, jpeg.length)
        .with(STRIP_OFFSETS, LONG, BIG_HEADER + skipped)
        .with(STRIP_BYTE_COUNTS, LONG, jpeg.length - skipped);
  }

  /** All pixels the same, of samples of 8 or 16 bits; those beyond {@code colours} are alpha. */
  static Tiffs filled(int photometric, int bits, int colours, int... pixel) {
    ByteBuffer samples = ByteBuffer.allocate(60 * 60 * pixel.length * bits / 8);
    samples.order(ByteOrder.LITTLE_ENDIAN);
    while (samples.hasRemaining()) {
      for (int sample : pixel) {
        if (bits == 8) {
          samples.put((byte) sample);
        } else {
          samples.putShort((short) sample);
        }
      }
    }
    Tiffs tiff =
        interleaved(60, 60, pixel.length, samples.array())
            .with(PHOTOMETRIC, SHORT, photometric)
            .with(BITS, SHORT, Arrays.stream(pixel).asLongStream().map(any -> bits).toArray());
    return pixel.length > colours ? tiff.with(EXTRA_SAMPLES, SHORT, 2) : tiff;
  }

  /** One strip of bytes, so many for each pixel. */
  static Tiffs interleaved(int width, int height, int bands, byte[] samples) {
    long[] bits = new long[bands];
    Arrays.fill(bits, 8);
    return of(width, height)
        .with(ROWS_PER_STRIP, LONG, height)
        .with(BITS, SHORT, bits)
        .with(COMPRESSION, SHORT, 1)
        .with(SAMPLES, SHORT, bands)
        .strip(samples);
  }

  Tiffs strip(byte[] bytes) {
    pixels = bytes;
    return with(STRIP_OFFSETS, LONG, BIG_HEADER).with(STRIP_BYTE_COUNTS, LONG, bytes.length);
  }

  public Tiffs big() {
    big = true;
    return this;
  }

  public Tiffs bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** With so many bytes between pixels and directory. */
  public Tiffs gap(int bytes) {
    gap = bytes;
    return this;
  }

  public Tiffs with(int tag, int type, long... numbers) {
    entries.put(tag, new Values(type, numbers));
    return this;
  }

  Tiffs profile(byte[] profile) {
    long[] bytes = new long[profile.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = profile[i];
    }
    return with(PROFILE, 7, bytes);
  }

  Tiffs without(int tag) {
    entries.remove(tag);
    return this;
  }

  /** The pixels begin 16 bytes from the start. */
  public byte[] file() {
    var file = new ByteArrayOutputStream();
    file.writeBytes(new byte[BIG_HEADER]);
    file.writeBytes(pixels);
    file.writeBytes(new byte[gap]);
    ByteBuffer directory = directory(file);
    int at = file.size();
    file.writeBytes(directory.array());
    byte[] bytes = file.toByteArray();
    header(ByteBuffer.wrap(bytes).order(order), at);
    return bytes;
  }

  private void header(ByteBuffer header, int directory) {
    header.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    if (big) {
      header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(directory);
    } else {
      header.putShort((short) 42).putInt(directory);
    }
  }

  private ByteBuffer directory(ByteArrayOutputStream file) {
    int word = big ? 8 : 4;
    int length = big ? 8 + entries.size() * 20 + 8 : 2 + entries.size() * 12 + 4;
    ByteBuffer directory = ByteBuffer.allocate(length).order(order);
    if (big) {
      directory.putLong(entries.size());
    } else {
      directory.putShort((short) entries.size());
    }
    entries.forEach(
        (tag, values) -> {
          directory.putShort((short) (int) tag).putShort((short) values.type);
          word(directory, values.numbers.length);
          int next = directory.position() + word;
          if (values.size() <= word) {
            directory.put(values.in(order));
          } else {
            word(directory, file.size());
            file.writeBytes(values.in(order));
          }
          directory.position(next);
        });
    return directory;
  }

  private void word(ByteBuffer directory, long number) {
    if (big) {
      directory.putLong(number);
    } else {
      directory.putInt((int) number);
    }
  }
}
