package dev.satchel.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a query of Prometheus names, read as far as our own queries go: {@code promtool} says
 * whether they are well-formed.
 */
public final class PromQl {

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without) *\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b([a-z_]\\w*+)(?:\\{([^}]*)})?+(?!\\s*\\()");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern MATCHER = Pattern.compile("(\\w+) *[=!]~?");

  /** What may stand where a metric may, and is none. */
  private static final Set<String> WORDS = Set.of("and", "or", "unless");

  /** Labels that Prometheus itself adds to all. */
  private static final Set<String> ADDED = Set.of("job", "instance");

  private final String query;

  /**
   * @param query as Grafana or Prometheus knows it
   */
  public PromQl(String query) {
    this.query = RANGE.matcher(STRING.matcher(query).replaceAll("")).replaceAll("");
  }

  /** What of it is not there: metrics, and labels that none of its metrics has. */
  public List<String> missing(MetricFamilies served) {
    var missing = new ArrayList<String>();
    var known = new TreeSet<String>(ADDED);
    for (MatchResult selector : selectors()) {
      String metric = selector.group(1);
      Set<String> labels = labels(served, metric);
      known.addAll(labels);
      if (labels.isEmpty()) {
        missing.add(metric);
      }
      String matchers = selector.group(2) == null ? "" : selector.group(2);
      MATCHER
          .matcher(matchers)
          .results()
          .map(it -> it.group(1))
          .filter(it -> !labels.contains(it))
          .forEach(it -> missing.add(metric + "{" + it + "}"));
    }
    GROUPING
        .matcher(query)
        .results()
        .flatMap(it -> List.of(it.group(1).split(",")).stream())
        .map(String::strip)
        .filter(it -> !known.contains(it))
        .forEach(it -> missing.add("by (" + it + ")"));
    return missing;
  }

  /** Whether it asks for any metric at all. */
  public boolean asks() {
    return !selectors().isEmpty();
  }

  private List<MatchResult> selectors() {
    return SELECTOR
        .matcher(GROUPING.matcher(query).replaceAll(""))
        .results()
        .filter(it -> !WORDS.contains(it.group(1)))
        .toList();
  }

  /** With those that Prometheus adds; empty where there is no such metric. */
  private static Set<String> labels(MetricFamilies served, String metric) {
    Map<String, Set<String>> samples = served.samples();
    if (!samples.containsKey(metric) && !metric.equals("up")) {
      return Set.of();
    }
    var labels = new TreeSet<String>(ADDED);
    labels.addAll(samples.getOrDefault(metric, Set.of()));
    return labels;
  }
}
