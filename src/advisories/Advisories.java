import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compares the parts that are shipped with the advisories that are stored: docs/advisories.md.
 *
 * <pre>
 * java Advisories.java check PARTS ADVISORIES
 * java Advisories.java refresh PARTS ADVISORIES ALL.ZIP
 * </pre>
 *
 * PARTS is a list in CycloneDX' format, ALL.ZIP what osv.dev publishes for Maven.
 */
public final class Advisories {

  private static final String AS_OF = "# As of ";
  private static final Pattern PART = Pattern.compile("\"pkg:maven/([^/\"]+)/([^@\"]+)@([^?\"]+)");

  /** After so many days somebody should look again. */
  private static final int OLD = 30;

  /**
   * What is known of one package.
   *
   * @param introduced the first version that is affected, 0 for all
   * @param fixed the first that is not any more, or empty
   * @param last the last one that is affected, where that is known instead
   */
  private record Advisory(String id, String part, String introduced, String fixed, String last, String source) {

    static Advisory of(String line) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 6) {
        throw new IllegalArgumentException("Six fields are wanted: " + line);
      }
      return new Advisory(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    boolean affects(String version) {
      return compare(version, introduced) >= 0
          && (fixed.isEmpty() || compare(version, fixed) < 0)
          && (last.isEmpty() || compare(version, last) <= 0);
    }

    String line() {
      return String.join("\t", id, part, introduced, fixed, last, source);
    }
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> parts = parts(Path.of(args[1]));
    if (args[0].equals("refresh")) {
      refresh(parts, Path.of(args[2]), Path.of(args[3]));
    } else {
      System.exit(check(parts, Files.readAllLines(Path.of(args[2]))) ? 0 : 1);
    }
  }

  private static boolean check(Map<String, String> parts, List<String> lines) {
    List<Advisory> known =
        lines.stream().filter(it -> !it.isBlank() && !it.startsWith("#")).map(Advisory::of).toList();
    boolean clean = true;
    for (Advisory advisory : known) {
      String version = parts.get(advisory.part());
      if (version != null && advisory.affects(version)) {
        clean = false;
        System.out.printf(
            "%s %s: %s, fixed in %s (%s)%n",
            advisory.part(), version, advisory.id(), advisory.fixed().isEmpty() ? "none" : advisory.fixed(), advisory.source());
      }
    }
    long age = ChronoUnit.DAYS.between(asOf(lines), LocalDate.now(ZoneOffset.UTC));
    System.out.printf(
        "%d parts, %d advisories as of %d days ago%s: %s%n",
        parts.size(), known.size(), age, age > OLD ? ", which is OLD (docs/advisories.md)" : "", clean ? "none of them applies" : "some apply");
    return clean;
  }

  private static LocalDate asOf(List<String> lines) {
    String line = lines.stream().filter(it -> it.startsWith(AS_OF)).findFirst().orElseThrow();
    return LocalDate.parse(line.substring(AS_OF.length(), AS_OF.length() + 10));
  }

  private static Map<String, String> parts(Path list) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    Matcher part = PART.matcher(Files.readString(list));
    while (part.find()) {
      parts.put(part.group(1) + ":" + part.group(2), part.group(3));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There are no parts in " + list);
    }
    return parts;
  }

  private static void refresh(Map<String, String> parts, Path advisories, Path published) throws IOException {
    var json = new ObjectMapper();
    var found = new TreeSet<String>();
    try (var zip = new ZipFile(published.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        JsonNode advisory = json.readTree(zip.getInputStream(entry));
        if (!advisory.has("withdrawn")) {
          advisory.path("affected").forEach(it -> ranges(advisory.path("id").asText(), it, parts).forEach(row -> found.add(row.line())));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(AS_OF + LocalDate.now(ZoneOffset.UTC) + ", from osv.dev: advisories for the parts that are shipped.");
    lines.add("# id, part, introduced, fixed, last affected, source");
    lines.addAll(found);
    Files.write(advisories, lines);
    System.out.printf("%d advisories for %d parts%n", found.size(), parts.size());
  }

  private static List<Advisory> ranges(String id, JsonNode affected, Map<String, String> parts) {
    List<Advisory> rows = new ArrayList<>();
    String part = affected.at("/package/name").asText();
    if (!parts.containsKey(part)) {
      return rows;
    }
    for (JsonNode range : affected.path("ranges")) {
      String introduced = "0";
      boolean open = false;
      for (JsonNode event : range.path("events")) {
        if (event.has("introduced")) {
          introduced = event.get("introduced").asText();
          open = true;
        } else if (event.has("fixed") || event.has("last_affected")) {
          rows.add(row(id, part, introduced, event.path("fixed").asText(""), event.path("last_affected").asText("")));
          open = false;
        }
      }
      if (open) {
        rows.add(row(id, part, introduced, "", ""));
      }
    }
    return rows;
  }

  private static Advisory row(String id, String part, String introduced, String fixed, String last) {
    return new Advisory(id, part, introduced, fixed, last, "https://osv.dev/vulnerability/" + id);
  }

  /** As Maven compares, as far as it matters here: numbers, and qualifiers before the release. */
  private static int compare(String left, String right) {
    String[] these = left.split("[.-]");
    String[] those = right.split("[.-]");
    for (int i = 0; i < Math.max(these.length, those.length); i++) {
      int difference = Long.compare(rank(these, i), rank(those, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static long rank(String[] fields, int index) {
    if (index >= fields.length || fields[index].matches("(?i)final|ga|release")) {
      return 0;
    }
    return fields[index].matches("[0-9]{1,18}") ? Long.parseLong(fields[index]) : qualifier(fields[index]);
  }

  private static long qualifier(String text) {
    return text.matches("(?i)(alpha|beta|m|rc|cr|snapshot)[0-9]*") ? -1 : 0;
  }
}
