package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Alerts;
import dev.satchel.testing.MetricFamilies;
import dev.satchel.testing.PromQl;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Traffic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether alerts and dashboard ask for what the service has. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class MonitoringTest {

  @BeforeEach
  void count() throws Exception {
    Traffic.make();
  }

  @Test
  void alertsNameWhatIsThere() throws IOException {
    assertAllThere(Alerts.all().stream().map(Alerts.Alert::expression).toList());
  }

  @Test
  void theDashboardNamesWhatIsThere() throws IOException {
    assertAllThere(Alerts.dashboard());
  }

  private static void assertAllThere(List<String> queries) {
    MetricFamilies served = MetricFamilies.now();
    assertThat(queries)
        .isNotEmpty()
        .allSatisfy(
            query -> {
              var read = new PromQl(query);
              assertThat(read.asks()).isTrue();
              assertThat(read.missing(served)).isEmpty();
            });
  }
}
