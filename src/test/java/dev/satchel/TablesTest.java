package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md's table of tables: one room owns each, and others name it for a reason only. */
class TablesTest {

  private static final Path ROOMS = Path.of("src", "main", "java", "dev", "satchel");
  private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

  private static final Pattern CREATED = Pattern.compile("create table (\\w+)");

  /** As SQL or an entity names it. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:\\bfrom|\\binto|\\bupdate|\\bjoin|@Table\\(name =)[\\s\"+]+(\\w+)", Pattern.DOTALL);

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  /** A row: {@code | `table` | `room` | `room`: why; … |}. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\| (.*) \\|$");

  private static final Pattern OTHER = Pattern.compile("`(\\w+)`: ");

  /** Who may name a table: its owner first. */
  private static final Map<String, List<String>> ALLOWED = allowed();

  @Test
  void everyTableHasAnOwner() throws IOException {
    var created = new TreeSet<String>();
    for (String migration : texts(MIGRATIONS, ".sql")) {
      CREATED.matcher(migration).results().forEach(it -> created.add(it.group(1)));
    }

    assertThat(ALLOWED.keySet()).containsExactlyInAnyOrderElementsOf(created);
  }

  @Test
  void onlyWhoMayNamesATable() throws IOException {
    for (var table : ALLOWED.entrySet()) {
      assertThat(naming(table.getKey()))
          .as(table.getKey())
          .containsExactlyInAnyOrderElementsOf(table.getValue());
    }
  }

  private static Set<String> naming(String table) throws IOException {
    var rooms = new TreeSet<String>();
    try (Stream<Path> sources = Files.list(ROOMS)) {
      for (Path room : sources.filter(Files::isDirectory).toList()) {
        for (String source : texts(room, ".java")) {
          if (names(COMMENT.matcher(source).replaceAll(" "), table)) {
            rooms.add(room.getFileName().toString());
          }
        }
      }
    }
    return rooms;
  }

  private static boolean names(String source, String table) {
    return NAMED.matcher(source).results().anyMatch(it -> it.group(1).equals(table));
  }

  private static List<String> texts(Path root, String ending) throws IOException {
    var texts = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(ending)).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private static Map<String, List<String>> allowed() {
    try {
      String page = Files.readString(Path.of("ARCHITECTURE.md"));
      String section = page.substring(page.indexOf("## The tables"));
      return ROW.matcher(section.substring(0, section.indexOf("\n## ", 1)))
          .results()
          .collect(Collectors.toMap(it -> it.group(1), TablesTest::ownerAndOthers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> ownerAndOthers(MatchResult row) {
    return Stream.concat(
            Stream.of(row.group(2)),
            OTHER.matcher(row.group(3)).results().map(other -> other.group(1)))
        .toList();
  }
}
