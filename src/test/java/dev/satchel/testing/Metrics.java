package dev.satchel.testing;

/** What the service counts. */
public final class Metrics {

  private Metrics() {}

  /**
   * The sum over all labels of a metric.
   *
   * @param name as Prometheus knows it; counts nothing while there is no such metric
   */
  public static double sum(String name) {
    return all()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** All of it, in the format of Prometheus. */
  public static String all() {
    return Management.get("/q/metrics").asString();
  }

  /** Engines' runs so far. */
  public static double renderings() {
    return sum("satchel_thumbnail_renderings_seconds_count");
  }
}
