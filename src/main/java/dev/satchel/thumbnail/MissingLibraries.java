package dev.satchel.thumbnail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells in one line which of the libraries that make thumbnails are missing, and how to get them.
 */
final class MissingLibraries {

  /** What the system says of itself, one {@code NAME=value} a line (os-release(5)). */
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  private record Library(String name, String debian, String fedora, String mac) {}

  private static final Library TURBO =
      new Library("libjpeg-turbo", "libturbojpeg0", "turbojpeg", "jpeg-turbo");
  private static final Library VIPS = new Library("libvips", "libvips42", "vips", "vips");

  private MissingLibraries() {}

  /**
   * Empty where nothing is missing.
   *
   * @param engine the version of the best engine that was found
   */
  static Optional<String> hint(String engine) {
    return hint(engine, system());
  }

  /**
   * The same for a system.
   *
   * @param system what its {@code os-release} says, or {@code mac}
   */
  static Optional<String> hint(String engine, String system) {
    List<Library> missing = new ArrayList<>();
    if (!engine.contains("native")) {
      missing.add(TURBO);
    }
    if (!engine.contains("vips")) {
      missing.add(VIPS);
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(sentence(missing, system));
  }

  private static String sentence(List<Library> missing, String system) {
    String names = String.join(" and ", missing.stream().map(Library::name).toList());
    String lost = missing.contains(VIPS) ? ", and HEIC and AVIF get none" : "";
    return "There is no %s: thumbnails take longer%s. %s"
        .formatted(names, lost, command(missing, system));
  }

  private static String command(List<Library> missing, String system) {
    if (system.equals("mac")) {
      return "brew install " + String.join(" ", missing.stream().map(Library::mac).toList());
    }
    if (system.contains("debian")) {
      return "sudo apt install " + String.join(" ", missing.stream().map(Library::debian).toList());
    }
    if (system.contains("fedora")) {
      return "sudo dnf install " + String.join(" ", missing.stream().map(Library::fedora).toList());
    }
    return "Your system's packages have it.";
  }

  private static String system() {
    if (System.getProperty("os.name").startsWith("Mac")) {
      return "mac";
    }
    try {
      return Files.readString(OS_RELEASE).toLowerCase(Locale.ROOT);
    } catch (IOException untold) {
      return "";
    }
  }
}
