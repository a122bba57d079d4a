package dev.satchel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the pages of {@code docs} promise in tables, for tests that hold us to it. */
public final class DocumentTables {

  private DocumentTables() {}

  /** The cells of each row of a page's first table that starts with the column {@code heading}. */
  public static List<List<String>> of(String page, String heading) throws IOException {
    return Files.readAllLines(Path.of("docs", page)).stream()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(DocumentTables::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
  }
}
