package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.EmbeddedProfile;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.JpegFrame;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Codecs;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.DropOpaqueAlpha;
import dev.satchel.image.pipeline.Encoder;
import dev.satchel.image.pipeline.Flatten;
import dev.satchel.image.pipeline.Picture;
import dev.satchel.image.pipeline.Plan;
import dev.satchel.image.pipeline.Renderer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@code vipsthumbnail} for each HEIC, AVIF and common JPEG, for where libjpeg-turbo's own
 * library is not installed. What it decodes is untrusted, so it gets no environment of ours, and is
 * killed when the time is over.
 */
public final class VipsCommand implements Renderer {

  private static final String COMMAND = "vipsthumbnail";

  /** Bytes in which a HEIF file's boxes tell of a profile (ISO/IEC 14496-12, 12.1.5). */
  private static final int HEIF_HEADER = 64 * 1024;

  private final ImageLimits limits;
  private final DropOpaqueAlpha dropOpaqueAlpha = new DropOpaqueAlpha();
  private @Nullable Boolean works;

  private VipsCommand(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Empty where the command is not installed. Does not run it: that is for the first picture.
   *
   * @param limits of each picture, beside the heap
   */
  public static Optional<VipsCommand> find(ImageLimits limits) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, COMMAND)))
        ? Optional.of(new VipsCommand(limits))
        : Optional.empty();
  }

  @Override
  public boolean takes(PictureHeader header) {
    JpegFrame frame = header.decoding().jpegFrame();
    return (header.format() == ImageFormat.HEIF || (frame != null && frame.common())) && works();
  }

  /** Whether all that the command needs is there, which its first run shows. */
  private synchronized boolean works() {
    try {
      if (works == null) {
        works = runs();
      }
      return works;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean runs() throws InterruptedException {
    try {
      Process process = builder("--vips-version").redirectOutput(Redirect.DISCARD).start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  @Override
  public Thumbnail render(PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    if (VipsMemory.decoding(header, limits.checked(header.stored())) > limits.maxMemory()) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    byte[] output = output(header, target, source, deadline);
    deadline.check();
    Codecs.useNoFiles();
    BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(output));
    if (pixels == null || !target.equals(Extent.of(pixels.getWidth(), pixels.getHeight()))) {
      throw new RefusedPicture(Reason.BROKEN);
    }
    Plan plan = new Plan(header, target, 1);
    Picture flat = new Flatten().apply(new Picture(pixels, null), plan);
    return Encoder.encode(dropOpaqueAlpha.apply(flat, plan));
  }

  private static byte[] output(
      PictureHeader header, Extent target, byte[] source, Deadline deadline)
      throws IOException, RefusedPicture {
    String size = target.width() + "x" + target.height() + "!";
    var builder = builder("stdin", "--size", size, "--output", ".png[compression=1,strip]");
    if (profiled(header, source)) {
      builder.command().addAll(List.of("--export-profile", "srgb"));
    }
    Process process = builder.start();
    try (Deadline.Watch watch = deadline.watch(process::destroyForcibly)) {
      Thread feeder = Thread.ofVirtual().start(() -> feed(process, source));
      byte[] output = process.getInputStream().readAllBytes();
      feeder.join();
      process.waitFor();
      return output;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RefusedPicture(Reason.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Without a profile, the command would convert colours that are those of sRGB. */
  private static boolean profiled(PictureHeader header, byte[] source) {
    if (header.format() == ImageFormat.HEIF) {
      int length = Math.min(source.length, HEIF_HEADER);
      return new String(source, 0, length, StandardCharsets.ISO_8859_1).contains("colrprof");
    }
    EmbeddedProfile profile = header.decoding().profile();
    return profile != null && profile.rgb() != null;
  }

  @SuppressWarnings("EmptyCatch") // it need not read to the end of a broken file
  private static void feed(Process process, byte[] source) {
    try (var input = process.getOutputStream()) {
      input.write(source);
    } catch (IOException ended) {
      // What it makes of the file tells.
    }
  }

  private static ProcessBuilder builder(String... arguments) {
    var builder = new ProcessBuilder(COMMAND).redirectError(Redirect.DISCARD);
    builder.command().addAll(List.of("--vips-concurrency", "1"));
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
    builder.environment().putAll(Map.of("VIPS_BLOCK_UNTRUSTED", "1", "VIPS_WARNING", "0"));
    return builder;
  }
}
