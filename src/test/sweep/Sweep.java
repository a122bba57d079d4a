import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageFacts;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.ImageProbe;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.Thumbnails;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/** Thumbnails of all files of a folder, beside those of a reference: see the script beside this. */
final class Sweep {

  private static final ImageSize ASKED = new ImageSize(200, 140);
  private static final int NOTABLE_DIFFERENCE = 24;

  /** What begins a piece of metadata in a JPEG or PNG. */
  private static final List<String> METADATA =
      List.of("Exif", "eXIf", "ICC_PROFILE", "iCCP", "ns.adobe.com", "tEXt", "zTXt", "iTXt");

  private final Set<Thumbnails> engines = new LinkedHashSet<>();
  private final Path reference;
  private int files;
  private int notable;

  private Sweep() throws IOException {
    engines.add(EngineChoice.AUTO.engine(ImageLimits.DEFAULT));
    engines.add(EngineChoice.PORTABLE.engine(ImageLimits.DEFAULT));
    reference = Files.createTempDirectory("sweep").resolve("reference.png");
  }

  public static void main(String[] arguments) throws Exception {
    var sweep = new Sweep();
    try (var files = Files.walk(Path.of(arguments[0]))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sweep.report(file);
      }
    } finally {
      Files.deleteIfExists(sweep.reference);
      Files.delete(sweep.reference.getParent());
    }
    System.out.printf("# %d files, %d lines worth a look%n", sweep.files, sweep.notable);
  }

  private void report(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    if (!ImageProbe.mayBeImage(bytes)) {
      return;
    }
    files++;
    ImageFacts facts = new ImageProbe().measure(bytes);
    BufferedImage expected = referenceOf(file);
    for (Thumbnails engine : engines) {
      long start = System.nanoTime();
      Rendering rendering = engine.render(bytes, ASKED);
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.println(
          String.join(
              "\t",
              engine.version(),
              file.getFileName().toString(),
              status(rendering),
              facts.width() + "x" + facts.height(),
              expected == null ? "-" : expected.getWidth() + "x" + expected.getHeight(),
              compared(rendering, expected),
              Long.toString(millis)));
    }
  }

  private static String status(Rendering rendering) {
    return switch (rendering) {
      case Thumbnail made -> made.mimeType();
      case NotDecodable refused -> refused.reason().name();
    };
  }

  private String compared(Rendering rendering, BufferedImage expected) throws IOException {
    if (!(rendering instanceof Thumbnail made)) {
      return "-\t-\t-";
    }
    String left = metadata(made.bytes());
    boolean distorted = expected != null && isDistorted(made, expected);
    double difference =
        expected == null || distorted
            ? 0
            : difference(ImageIO.read(new ByteArrayInputStream(made.bytes())), expected);
    if (distorted || !left.isEmpty() || difference > NOTABLE_DIFFERENCE) {
      notable++;
    }
    return "%s\t%.1f\t%s".formatted(distorted ? "DIFFER" : "alike", difference, left);
  }

  /** By more than a pixel of rounding. */
  private static boolean isDistorted(Thumbnail made, BufferedImage expected) {
    double scale = (double) made.width() / expected.getWidth();
    return Math.abs(expected.getHeight() * scale - made.height()) > 1 + scale;
  }

  private static String metadata(byte[] thumbnail) {
    String text = new String(thumbnail, StandardCharsets.ISO_8859_1);
    return String.join(",", METADATA.stream().filter(text::contains).toList());
  }

  /** Over a grid of points, of what is opaque in both. */
  private static double difference(BufferedImage ours, BufferedImage theirs) {
    long sum = 0;
    long samples = 0;
    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 20; column++) {
        int a = at(ours, column, row);
        int b = at(theirs, column, row);
        if (a >>> 24 == 0xFF && b >>> 24 == 0xFF) {
          for (int shift = 0; shift < 24; shift += 8) {
            sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
            samples++;
          }
        }
      }
    }
    return samples == 0 ? 0 : (double) sum / samples;
  }

  private static int at(BufferedImage image, int column, int row) {
    return image.getRGB(
        (2 * column + 1) * image.getWidth() / 40, (2 * row + 1) * image.getHeight() / 40);
  }

  /** Null where there is no command, or it cannot read the file. */
  private BufferedImage referenceOf(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(reference);
    try {
      new ProcessBuilder(
              "vipsthumbnail", file.toString(), "--size", "400x400>", "--export-profile", "srgb",
              "-o", reference + "[strip]")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noCommand) {
      return null;
    }
    return Files.exists(reference) ? ImageIO.read(reference.toFile()) : null;
  }
}
