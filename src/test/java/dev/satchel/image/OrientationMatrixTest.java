package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.Exif;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Formats, times the places where an orientation can stand, times the engines: a picture is turned
 * or it is not, never distorted, and metadata and thumbnail agree. Whether it is turned is what
 * Chromium 156 was seen to do, but for a WebP: that is turned by an EXIF that it announces, as
 * libvips and phones do it.
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are allocated here
class OrientationMatrixTest {

  private static final Extent STORED = new Extent(80, 40);
  private static final ImageSize ASKED = new ImageSize(20, 20);

  private static final int QUARTER_TURN = 6;
  private static final int HALF_TURN = 3;

  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** What a picture says, and whether its sides change places by that. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(byte[] file, boolean turned) {}

  private final Map<String, Case> cases = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> isTurnedOrNotAndNeverDistorted() {
    addJpegs();
    addPngs();
    addWebps();
    addTiffs();
    return cases.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  /** Of a large animation only the ends are kept when it is uploaded. */
  @Test
  void findsTheExifBehindChunksThatAreNotKnown() {
    byte[] file = webp(8, quarter());
    int exif = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("EXIF");
    byte[] head = Arrays.copyOf(file, 12 + 8 + 10);
    byte[] tail = Arrays.copyOfRange(file, exif, file.length);

    Extent displayed = STORED.turned();
    assertThat(new ImageProbe().measure(ImageBytes.ends(head, tail, file.length)))
        .isEqualTo(new ImageFacts(displayed.width(), displayed.height(), null));
  }

  private static void check(Case one) {
    Extent displayed = one.turned ? STORED.turned() : STORED;
    ImageFacts facts = new ImageProbe().measure(one.file);
    assertThat(facts).isEqualTo(new ImageFacts(displayed.width(), displayed.height(), null));
    for (Thumbnails engine : engines()) {
      Rendering rendering = engine.render(one.file, ASKED);
      assertThat(rendering).as(engine.version()).isInstanceOf(Thumbnail.class);
      BufferedImage image = Pictures.decoded(((Thumbnail) rendering).bytes());
      assertThat(new Extent(image.getWidth(), image.getHeight()))
          .as(engine.version())
          .isEqualTo(ASKED.target(displayed));
      assertThat(corner(image)).as(engine.version()).isEqualTo(one.turned ? Color.BLUE : Color.RED);
    }
  }

  private static List<Thumbnails> engines() {
    return Stream.concat(Engines.ALL.stream(), Engines.LIBVIPS.stream()).toList();
  }

  /** Which of the quadrants' colours the top left one shows. */
  private static Color corner(BufferedImage image) {
    Color found = new Color(image.getRGB(image.getWidth() / 4, image.getHeight() / 4));
    return found.getRed() > found.getBlue() ? Color.RED : Color.BLUE;
  }

  private void addJpegs() {
    byte[] jpeg = Pictures.jpeg(STORED.width(), STORED.height());
    turned("JPEG, before the pixels", inJpeg(jpeg, exif(quarter())));
    turned("JPEG, little-endian", Exif.of(QUARTER_TURN).littleEndian().inJpeg(jpeg));
    turned("JPEG, right before the scan", Exif.inserted(jpeg, scan(jpeg), app1(exif(quarter()))));
    upright("JPEG, behind the scan", Exif.inserted(jpeg, jpeg.length - 2, app1(exif(quarter()))));
    upright("JPEG, behind the end", Exif.inserted(jpeg, jpeg.length, app1(exif(quarter()))));
    upright("JPEG, without the prefix", inJpeg(jpeg, quarter()));
    turned(
        "JPEG, with another byte in the prefix",
        inJpeg(jpeg, joined(ascii("Exif\0\u00ff"), quarter())));
    upright("JPEG, with a short prefix", inJpeg(jpeg, joined(ascii("Exif\0"), quarter())));
    upright(
        "JPEG, behind one that is broken",
        inJpeg(inJpeg(jpeg, exif(quarter())), exif(ascii("XX"))));
    upright("JPEG, of XMP alone", inJpeg(jpeg, xmp()));
    turned(
        "JPEG, two that disagree",
        inJpeg(inJpeg(jpeg, exif(orientation(SHORT, 1, HALF_TURN))), exif(quarter())));
    upright(
        "JPEG, of XMP against EXIF", inJpeg(inJpeg(jpeg, exif(orientation(SHORT, 1, 1))), xmp()));
    addDirectories("JPEG", block -> inJpeg(jpeg, exif(block)));
  }

  private void addPngs() {
    byte[] png = Pictures.encoded(Pictures.quadrants(STORED.width(), STORED.height()), "png");
    turned("PNG, before the pixels", Exif.withChunk(png, "eXIf", quarter()));
    turned("PNG, little-endian", Exif.of(QUARTER_TURN).littleEndian().inPng(png));
    upright("PNG, behind the pixels", behindPixels(png, "eXIf", quarter()));
    upright("PNG, with a prefix", Exif.withChunk(png, "eXIf", exif(quarter())));
    turned(
        "PNG, two that disagree",
        behindPixels(
            Exif.withChunk(png, "eXIf", quarter()), "eXIf", orientation(SHORT, 1, HALF_TURN)));
    upright("PNG, with a wrong checksum", withoutChecksum(Exif.withChunk(png, "eXIf", quarter())));
    upright("PNG, as a text", Exif.withChunk(png, "tEXt", asText()));
    upright("PNG, as a deflated text", Exif.withChunk(png, "zTXt", asDeflatedText()));
    addDirectories("PNG", block -> Exif.withChunk(png, "eXIf", block));
  }

  private void addWebps() {
    turned("WebP, announced", webp(8, quarter()));
    turned("WebP, with a prefix", webp(8, exif(quarter())));
    upright("WebP, not announced", webp(0, quarter()));
    addDirectories("WebP", block -> webp(8, block));
  }

  /** TIFF is what no browser but Safari shows: the orientation of its directory counts. */
  private void addTiffs() {
    turned("TIFF", tiff(SHORT, 1, QUARTER_TURN));
    upright("TIFF, as a LONG", tiff(LONG, 1, QUARTER_TURN));
    upright("TIFF, of 9", tiff(SHORT, 1, 9));
    upright("TIFF, twice in one entry", tiff(SHORT, 2, QUARTER_TURN));
  }

  private interface Container {
    byte[] with(byte[] block);
  }

  /** What is wrong within an EXIF block is read alike in all of them. */
  private void addDirectories(String format, Container container) {
    upright(format + ", of 9", container.with(orientation(SHORT, 1, 9)));
    upright(format + ", twice in one entry", container.with(orientation(SHORT, 2, QUARTER_TURN)));
    upright(
        format + ", not once in its entry", container.with(orientation(SHORT, 0, QUARTER_TURN)));
    upright(format + ", as a LONG", container.with(orientation(LONG, 1, QUARTER_TURN)));
    turned(format + ", in the EXIF directory", container.with(inExifDirectory()));
    upright(format + ", in the thumbnail's directory", container.with(inSecondDirectory()));
    upright(format + ", broken", container.with(new byte[] {'M', 'M', 0, 42}));
  }

  private void turned(String name, byte[] file) {
    cases.put(name, new Case(file, true));
  }

  private void upright(String name, byte[] file) {
    cases.put(name, new Case(file, false));
  }

  private static byte[] quarter() {
    return orientation(SHORT, 1, QUARTER_TURN);
  }

  /** A block whose first directory has nothing but an orientation. */
  private static byte[] orientation(int type, int count, int value) {
    ByteBuffer block = block(8 + 2 + 12 + 4);
    directory(block, 0x0112, type, count, value);
    return block.putInt(0).array();
  }

  private static byte[] inExifDirectory() {
    ByteBuffer block = block(8 + 2 * (2 + 12 + 4));
    directory(block, 0x8769, LONG, 1, 8 + 2 + 12 + 4);
    directory(block.putInt(0), 0x0112, SHORT, 1, QUARTER_TURN);
    return block.array();
  }

  private static byte[] inSecondDirectory() {
    ByteBuffer block = block(8 + 2 * (2 + 12 + 4));
    directory(block, 0x0103, SHORT, 1, 6);
    directory(block.putInt(8 + 2 + 12 + 4), 0x0112, SHORT, 1, QUARTER_TURN);
    return block.array();
  }

  private static ByteBuffer block(int length) {
    return ByteBuffer.allocate(length).put(ascii("MM")).putShort((short) 42).putInt(8);
  }

  private static void directory(ByteBuffer block, int tag, int type, int count, int value) {
    entry(block.putShort((short) 1), tag, type, count, value);
  }

  private static byte[] exif(byte[] block) {
    return joined(ascii("Exif\0\0"), block);
  }

  private static byte[] xmp() {
    return ascii(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF"
            + " xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description"
            + " rdf:about=\"\" xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\""
            + " tiff:Orientation=\"6\"/></rdf:RDF></x:xmpmeta>");
  }

  /** As ImageMagick writes what it does not know. */
  private static byte[] asText() {
    return joined(ascii("Raw profile type exif\0"), hexadecimal());
  }

  private static byte[] asDeflatedText() {
    var deflated = new ByteArrayOutputStream();
    try (var output = new DeflaterOutputStream(deflated)) {
      output.write(hexadecimal());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return joined(ascii("Raw profile type exif\0\0"), deflated.toByteArray());
  }

  private static byte[] hexadecimal() {
    byte[] block = exif(quarter());
    return ascii("\nexif\n%8d\n%s\n".formatted(block.length, HexFormat.of().formatHex(block)));
  }

  private static byte[] inJpeg(byte[] jpeg, byte[] body) {
    return Exif.inserted(jpeg, 2, app1(body));
  }

  private static byte[] app1(byte[] body) {
    return ByteBuffer.allocate(4 + body.length)
        .putShort((short) 0xFFE1)
        .putShort((short) (2 + body.length))
        .put(body)
        .array();
  }

  private static int scan(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != 0xDA) {
      at += 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
    }
    return at;
  }

  /** The first chunk behind IHDR, spoiled. */
  private static byte[] withoutChecksum(byte[] png) {
    byte[] spoiled = png.clone();
    spoiled[33 + 8 + ByteBuffer.wrap(png).getInt(33)] ^= 1;
    return spoiled;
  }

  private static byte[] behindPixels(byte[] png, String type, byte[] body) {
    return Exif.inserted(png, png.length - 12, Exif.chunk(type, body));
  }

  /** The fixture's stream between the header of an extended file and its EXIF. */
  private static byte[] webp(int flags, byte[] exif) {
    byte[] plain = Pictures.fixture("wide.webp");
    byte[] header = {
      (byte) flags, 0, 0, 0, (byte) (STORED.width() - 1), 0, 0, (byte) (STORED.height() - 1), 0, 0
    };
    byte[] stream = Arrays.copyOfRange(plain, 12, plain.length);
    byte[] body = joined(ascii("WEBP"), chunk("VP8X", header), stream, chunk("EXIF", exif));
    return chunk("RIFF", body);
  }

  private static byte[] chunk(String type, byte[] body) {
    return ByteBuffer.allocate(8 + body.length + (body.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(type))
        .putInt(body.length)
        .put(body)
        .array();
  }

  /** One strip of bytes of red, green and blue. */
  private static byte[] tiff(int type, int count, int value) {
    BufferedImage image = Pictures.quadrants(STORED.width(), STORED.height());
    int pixelsAt = 8 + 2 + 10 * 12 + 4 + 8;
    ByteBuffer file = block(pixelsAt + (int) STORED.pixels() * 3).putShort((short) 10);
    entry(file, 0x0100, SHORT, 1, STORED.width());
    entry(file, 0x0101, SHORT, 1, STORED.height());
    file.putShort((short) 0x0102).putShort((short) SHORT).putInt(3).putInt(pixelsAt - 8);
    entry(file, 0x0103, SHORT, 1, 1);
    entry(file, 0x0106, SHORT, 1, 2);
    entry(file, 0x0111, LONG, 1, pixelsAt);
    entry(file, 0x0112, type, count, value);
    entry(file, 0x0115, SHORT, 1, 3);
    entry(file, 0x0116, SHORT, 1, STORED.height());
    entry(file, 0x0117, LONG, 1, (int) STORED.pixels() * 3);
    file.putInt(0).putShort((short) 8).putShort((short) 8).putShort((short) 8).putShort((short) 0);
    for (int y = 0; y < STORED.height(); y++) {
      for (int x = 0; x < STORED.width(); x++) {
        int rgb = image.getRGB(x, y);
        file.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
      }
    }
    return file.array();
  }

  private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(count);
    if (type == LONG) {
      file.putInt(value);
    } else {
      file.putShort((short) value).putShort((short) (count > 1 ? value : 0));
    }
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
