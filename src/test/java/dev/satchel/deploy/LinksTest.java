package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That what a page links to is there. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> pages =
          Stream.concat(root, docs).filter(it -> it.toString().endsWith(".md")).toList();
      assertThat(pages).hasSizeGreaterThan(20);
      return pages.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadSomewhere(Path page) throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(page))
            .results()
            .map(it -> it.group(1))
            .filter(it -> !it.contains(":"))
            .toList();

    for (String link : links) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
      assertThat(target).exists();
      if (parts.length == 2) {
        assertThat(headings(target)).as(link).contains(parts[1]);
      }
    }
  }

  private static List<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(it -> it.group(1).toLowerCase(Locale.ROOT))
        .map(it -> it.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }
}
