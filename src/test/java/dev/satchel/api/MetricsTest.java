package dev.satchel.api;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.MetricFamilies;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.Traffic;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/metrics.md} says of the metrics. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class MetricsTest {

  private static final String PREFIX = "satchel_";

  /** A row: {@code | `name` | type | `label`, … | meaning |}. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(satchel_\\w+)` \\| (\\w+) \\| ([^|]*)\\| .+ \\|$");

  /** What the page says of a metric, and what the service does. */
  private record Described(String type, Set<String> labels) {}

  @BeforeEach
  void count() throws Exception {
    Traffic.make();
  }

  @Test
  void areAllDescribedAndDescribeWhatIsThere() throws IOException {
    MetricFamilies served = MetricFamilies.now();

    Map<String, Described> there =
        served.types().keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .filter(name -> !isMaximumOfATimer(served, name))
            .collect(
                toMap(name -> name, name -> new Described(served.type(name), served.labels(name))));
    assertThat(there).containsExactlyInAnyOrderEntriesOf(described());
  }

  @Test
  void requestsAreTimedByOperation() {
    assertThat(Metrics.all())
        .containsPattern(
            "http_server_requests_seconds_bucket\\{method=\"POST\",outcome=\"SUCCESS\","
                + "status=\"200\",uri=\"/v1/files\",le=\"0.25\",?} ");
  }

  @Test
  void bytesAndFilesAreCountedOnce() throws Exception {
    FilesApi files = FilesApi.of(TestKey.ofNewAccount());
    var document =
        UploadDocument.of(UploadDocument.random(30_000, 1))
            .file("b", "a/b", UploadDocument.random(5_000, 2));
    double received = Metrics.sum("satchel_upload_received_bytes_total");
    double stored = Metrics.sum("satchel_upload_stored_bytes_total");
    double number = Metrics.sum("satchel_upload_files_total");
    double sent = Metrics.sum("satchel_download_sent_bytes_total");

    String id = files.upload(document).getFirst();
    files.download(id).then().statusCode(200);
    files.request().header("Range", "bytes=0-99").get("/v1/files/" + id).then().statusCode(206);
    files.head(id).then().statusCode(200);

    assertThat(Metrics.sum("satchel_upload_received_bytes_total") - received)
        .isEqualTo(document.bytes().length);
    assertThat(Metrics.sum("satchel_upload_stored_bytes_total") - stored).isEqualTo(35_000);
    assertThat(Metrics.sum("satchel_upload_files_total") - number).isEqualTo(2);
    Eventually.holds(
        () ->
            assertThat(Metrics.sum("satchel_download_sent_bytes_total") - sent).isEqualTo(30_100));
    assertThat(Metrics.sum("satchel_upload_running")).isZero();
  }

  private static boolean isMaximumOfATimer(MetricFamilies served, String name) {
    return name.endsWith("_max")
        && served.type(name.substring(0, name.length() - "_max".length())).equals("histogram");
  }

  private static Map<String, Described> described() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs", "metrics.md")))
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row -> new Described(type(row.group(2)), names(row.group(3)))));
  }

  /** As Prometheus calls it. */
  private static String type(String described) {
    return described.equals("timer") ? "histogram" : described;
  }

  private static Set<String> names(String cell) {
    return Arrays.stream(cell.split(","))
        .map(it -> it.replace("`", "").strip())
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
