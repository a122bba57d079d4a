#!/usr/bin/env bash
# Version:  JDK 25 (seen with Temurin 25.0.3+9), the TIFF reader of its ImageIO.
# Expected: L*a*b* (photometric interpretation 8) with alpha as a fourth sample (ExtraSamples 2), or with
#           samples of 16 bits, is shown in the colours of the same picture in three samples of 8 bits, which
#           the reader shows rightly; or it is refused. (TIFF 6.0, section 23, itself tells of 8 bits only.)
# Seen:     with alpha, four pixels of one red and one alpha become four different pixels. With 16 bits, red
#           and grey both become nearly black. Nothing is thrown.
# Matters:  thumbnails made by this reader's colours would be wrong without a word. The service has the reader
#           hand the samples over as they are (TiffSource), and converts them itself (LabRow).
set -euo pipefail
jdk=$(for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release"; then echo "$home"; break; fi
done)
[ -n "$jdk" ] || { echo "There is no JDK 25 in JAVA_HOME or /usr/lib/jvm: not run."; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

cat >Lab.java <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Reads rows of four equal pixels and prints each of them as alpha, red, green and blue. */
class Lab {
  static final int WIDTH = 4;
  static final int SHORT = 3;
  static final int LONG = 4;

  /** One uncompressed strip, big-endian; tags in ascending order. */
  static byte[] tiff(int bits, int... pixel) {
    int samples = pixel.length;
    int entries = samples > 3 ? 11 : 10;
    int bitsAt = 8 + 2 + 12 * entries + 4;
    int stripAt = bitsAt + 2 * samples;
    int strip = WIDTH * samples * bits / 8;
    ByteBuffer file = ByteBuffer.allocate(stripAt + strip);
    file.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) entries);
    number(file, 256, WIDTH);
    number(file, 257, 1);
    entry(file, 258, SHORT, samples, bitsAt);
    number(file, 259, 1); // not compressed
    number(file, 262, 8); // CIE L*a*b*
    entry(file, 273, LONG, 1, stripAt);
    number(file, 277, samples);
    number(file, 278, 1);
    entry(file, 279, LONG, 1, strip);
    number(file, 284, 1); // samples of a pixel beside each other
    if (samples > 3) {
      number(file, 338, 2); // alpha, not multiplied in
    }
    file.putInt(0);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) bits);
    }
    for (int i = 0; i < WIDTH * samples; i++) {
      int sample = pixel[i % samples];
      if (bits == 16) {
        file.putShort((short) sample);
      } else {
        file.put((byte) sample);
      }
    }
    return file.array();
  }

  static void number(ByteBuffer file, int tag, int value) {
    entry(file, tag, SHORT, 1, value << 16);
  }

  static void entry(ByteBuffer file, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  static void show(String what, byte[] file) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    List<String> pixels = new ArrayList<>();
    for (int x = 0; x < WIDTH; x++) {
      pixels.add("%08x".formatted(image.getRGB(x, 0)));
    }
    System.out.println(what + ": " + String.join(" ", pixels));
  }

  /** L* is 53 % of 255 or 65535, a* and b* are 81 and 70, or 0; 16 bits have 256 steps to a unit. */
  public static void main(String[] none) throws Exception {
    show("red, 8 bits", tiff(8, 136, 81, 70));
    show("grey, 8 bits", tiff(8, 136, 0, 0));
    show("red, 8 bits, alpha 128", tiff(8, 136, 81, 70, 128));
    show("red, 16 bits", tiff(16, 136 * 257, 81 * 256, 70 * 256));
    show("grey, 16 bits", tiff(16, 136 * 257, 0, 0));
  }
}
JAVA

"$jdk/bin/java" -version 2>&1 | sed -n 2p
seen=$("$jdk/bin/java" -Djava.awt.headless=true Lab.java 2>&1) || true
echo "$seen"
expected="red, 8 bits: ffff0000 ffff0000 ffff0000 ffff0000
grey, 8 bits: ff7f7f7f ff7f7f7f ff7f7f7f ff7f7f7f
red, 8 bits, alpha 128: 00ff0000 00500030 00ff6f00 80885146
red, 16 bits: ff010000 ff010000 ff010000 ff010000
grey, 16 bits: ff010101 ff010101 ff010101 ff010101"
[ "$seen" = "$expected" ] || { echo "CHANGED"; exit 1; }
echo "As described."
