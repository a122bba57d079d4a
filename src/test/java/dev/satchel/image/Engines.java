package dev.satchel.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engines that this machine has: what one promises, all do. Those without processes are in
 * {@code ALL}.
 */
final class Engines {

  static final Thumbnails PORTABLE = ImageEngine.portable(ImageLimits.DEFAULT);

  /** None where the libraries are not installed. */
  static final List<Thumbnails> NATIVE = natively(ImageLimits.DEFAULT).stream().toList();

  static final List<Thumbnails> ALL = with(ImageLimits.DEFAULT);

  /** Where libjpeg-turbo is not installed; none where libvips is not either. */
  static final List<ImageEngine> LIBVIPS =
      ImageEngine.byLibvips(ImageLimits.DEFAULT, memory(ImageLimits.DEFAULT), ImageLimits.DEFAULT)
          .stream()
          .toList();

  private Engines() {}

  static List<Thumbnails> with(ImageLimits limits) {
    return Stream.concat(Stream.of(ImageEngine.portable(limits)), natively(limits).stream())
        .toList();
  }

  /** What each of them answers. */
  static List<Rendering> render(byte[] file, ImageSize size) {
    return render(ALL, file, size);
  }

  static List<Rendering> render(List<Thumbnails> engines, byte[] file, ImageSize size) {
    return engines.stream().map(engine -> engine.render(file, size)).toList();
  }

  private static PictureMemory memory(ImageLimits limits) {
    return new PictureMemory(limits.maxMemory());
  }

  private static Optional<Thumbnails> natively(ImageLimits limits) {
    try {
      return Optional.of(ImageEngine.natively(limits, memory(limits), limits));
    } catch (UnsupportedOperationException missing) {
      return Optional.empty();
    }
  }
}
