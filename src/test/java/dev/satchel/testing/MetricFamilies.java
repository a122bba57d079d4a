package dev.satchel.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service counts, without values: the names of all metrics, with their types and labels.
 *
 * @param types by the name of the family, as Prometheus says them, such as {@code histogram}
 * @param samples names of single values, such as {@code …_bucket}, with the labels that each has
 */
public record MetricFamilies(Map<String, String> types, Map<String, Set<String>> samples) {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_A-Z0-9]+)(?:\\{(.*?)})? \\S+(?: # .*)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Those of the service under test now. */
  public static MetricFamilies now() {
    return of(Metrics.all());
  }

  /** Those of a text in the format of Prometheus. */
  public static MetricFamilies of(String text) {
    var types = new TreeMap<String, String>();
    var samples = new TreeMap<String, Set<String>>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(name(type.group(1), type.group(2)), type.group(2));
      } else if (sample.matches()) {
        var labels = samples.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
        String given = sample.group(2) == null ? "" : sample.group(2);
        LABEL.matcher(given).results().forEach(label -> labels.add(label.group(1)));
      }
    }
    return new MetricFamilies(types, samples);
  }

  /** OpenMetrics leaves the end of a counter's name out where it tells the type. */
  private static String name(String family, String type) {
    return type.equals("counter") && !family.endsWith("_total") ? family + "_total" : family;
  }

  /** The type of a family; empty where there is no such family. */
  public String type(String family) {
    return types.getOrDefault(family, "");
  }

  /** The labels of a family, without that of the buckets. */
  public Set<String> labels(String family) {
    var labels = new TreeSet<String>(samples.getOrDefault(family, Set.of()));
    labels.addAll(samples.getOrDefault(family + "_bucket", Set.of()));
    labels.remove("le");
    return labels;
  }
}
