package dev.satchel.image;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.header.CodedSizes;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.pipeline.Renderer;
import dev.satchel.image.portable.PortableRenderer;
import dev.satchel.image.system.JpegRenderer;
import dev.satchel.image.system.VipsOnDemand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Thumbnails by the first of its renderers that takes the picture.
 *
 * <p>Declared and coded sizes are checked before any pixel is allocated. A decoder's exceptions and
 * errors, {@link OutOfMemoryError} included, become {@link NotDecodable}. Safe for use by several
 * threads; each call needs up to the limits' memory.
 */
public final class ImageEngine implements Thumbnails {

  private final String version;
  private final ImageLimits limits;
  private final PictureMemory memory;
  private final List<Renderer> renderers;

  private ImageEngine(
      String version, ImageLimits limits, PictureMemory memory, List<Renderer> renderers) {
    this.version = version;
    this.limits = limits;
    this.memory = memory;
    this.renderers = renderers;
  }

  /** ImageIO and imgscalr, which need nothing but the JVM. */
  public static ImageEngine portable(ImageLimits limits) {
    return new ImageEngine(
        "portable-1",
        limits,
        new PictureMemory(limits.maxMemory()),
        List.of(new PortableRenderer(limits)));
  }

  /**
   * The system's libraries for what they read, ImageIO for the rest: libjpeg-turbo, and libvips
   * where that is there too.
   *
   * @param limits of the libraries, whose pictures stand beside the heap
   * @param memory that those pictures share with others
   * @param onHeap limits of ImageIO
   * @throws UnsupportedOperationException where libjpeg-turbo is missing or cannot be called
   */
  public static ImageEngine natively(ImageLimits limits, PictureMemory memory, ImageLimits onHeap) {
    JpegRenderer jpegs = jpegRenderer(limits);
    Renderer rest = new PortableRenderer(onHeap);
    return VipsOnDemand.find(jpegs, limits)
        .map(vips -> new ImageEngine("native-1+vips", limits, memory, List.of(jpegs, vips, rest)))
        .orElseGet(() -> new ImageEngine("native-1", limits, memory, List.of(jpegs, rest)));
  }

  /**
   * libvips for what it reads, ImageIO for the rest, JPEGs among them. Empty where libvips is not
   * installed. Takes what {@link #natively} takes.
   */
  public static Optional<ImageEngine> byLibvips(
      ImageLimits limits, PictureMemory memory, ImageLimits onHeap) {
    return VipsOnDemand.find(limits)
        .map(
            vips ->
                new ImageEngine(
                    "vips-1", limits, memory, List.of(vips, new PortableRenderer(onHeap))));
  }

  /** What is missing, or not of the kind that we know, is told by errors of many kinds. */
  private static JpegRenderer jpegRenderer(ImageLimits limits) {
    try {
      return JpegRenderer.load(limits);
    } catch (RuntimeException | Error missing) {
      throw new UnsupportedOperationException(missing.toString(), missing);
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String decoders() {
    return Stream.of(
            version, VipsOnDemand.file(), limits.maxPixels(), limits.maxMemory(), limits.maxTime())
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  @Override
  public Rendering render(byte[] source, ImageSize asked) {
    try {
      return rendered(source, asked);
    } catch (RefusedPicture refused) {
      return new NotDecodable(refused.reason());
    } catch (RuntimeException broken) {
      return new NotDecodable(Reason.BROKEN);
    } catch (VirtualMachineError | LinkageError | AssertionError fault) {
      return new NotDecodable(Reason.DECODER_FAULT);
    }
  }

  /** Loads what would be loaded with the first picture. */
  void load() {
    renderers.forEach(Renderer::load);
  }

  /** Whether libvips decodes some of the pictures, in this very process. */
  public boolean usesLibvips() {
    return renderers.stream().anyMatch(VipsOnDemand.class::isInstance);
  }

  private Rendering rendered(byte[] source, ImageSize asked) throws RefusedPicture {
    ImageBytes file = ImageBytes.of(source);
    PictureHeader header =
        PictureHeader.read(file).orElseThrow(() -> new RefusedPicture(Reason.UNKNOWN_FORMAT));
    Renderer renderer = renderer(header);
    Extent stored = limits.checked(header.stored());
    Extent target = asked.target(header.orientation().applied(stored));
    CodedSizes.check(header, file, limits);
    long bytes = renderer.memory(header, stored, target);
    // Libraries get a copy of the source.
    try (var _ = memory.take(bytes == 0 ? 0 : bytes + source.length, limits.maxTime())) {
      // Its time begins here: how long it has waited for memory is not the picture's fault.
      return rendered(renderer, header, target, source);
    }
  }

  private Rendering rendered(Renderer renderer, PictureHeader header, Extent target, byte[] source)
      throws RefusedPicture {
    Deadline deadline = new Deadline(limits.maxTime());
    try {
      return renderer.render(header, target, source, deadline).of(target);
    } catch (IOException | RuntimeException broken) {
      // A decoder that is stopped may say that the picture is broken.
      return new NotDecodable(deadline.reason().orElse(Reason.BROKEN));
    }
  }

  private Renderer renderer(PictureHeader header) throws RefusedPicture {
    return renderers.stream()
        .filter(renderer -> renderer.takes(header))
        .findFirst()
        .orElseThrow(() -> new RefusedPicture(Reason.UNKNOWN_FORMAT));
  }
}
