package dev.satchel.foreign;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the loaders of Linux and macOS find shared libraries, to look without loading. */
public final class LibraryPath {

  private static final List<String> DIRECTORIES =
      List.of("/lib", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib");

  private LibraryPath() {}

  /** Whether one of these files is there. */
  public static boolean holds(String... names) {
    return file(names).isPresent();
  }

  /** The first of these files that is there, without links: its name tells more of its version. */
  public static Optional<Path> file(String... names) {
    return directories()
        .flatMap(directory -> Arrays.stream(names).map(directory::resolve))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(LibraryPath::withoutLinks);
  }

  private static Path withoutLinks(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      return file;
    }
  }

  private static Stream<Path> directories() {
    String first = Objects.requireNonNullElse(System.getenv("LD_LIBRARY_PATH"), "");
    return Stream.concat(
        Arrays.stream(first.split(File.pathSeparator)).filter(it -> !it.isEmpty()).map(Path::of),
        DIRECTORIES.stream().flatMap(LibraryPath::withThoseOfThePlatform));
  }

  /** Of distributions that keep libraries for several platforms, or word sizes, side by side. */
  private static Stream<Path> withThoseOfThePlatform(String directory) {
    String architecture = System.getProperty("os.arch", "").replace("amd64", "x86_64");
    return Stream.of(directory, directory + "64", directory + "/" + architecture + "-linux-gnu")
        .map(Path::of);
  }
}
