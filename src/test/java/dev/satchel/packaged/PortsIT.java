package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.RawConnection;
import org.junit.jupiter.api.Test;

/** Which port serves what, of the service as it is shipped. */
class PortsIT {

  private static final String[] MANAGED = {
    "/q/health/live",
    "/q/health/ready",
    "/q/health/well",
    "/q/metrics",
    "/q/openapi",
    "/q/swagger-ui/"
  };

  @Test
  void whatIsForOperatorsHasAPortOfItsOwn() throws Exception {
    try (var satchel = PackagedSatchel.start()) {
      for (String path : MANAGED) {
        assertThat(satchel.manage(path).statusCode()).as(path).isEqualTo(200);
        assertThat(satchel.call("GET", path, "").statusCode()).as(path).isEqualTo(404);
      }
      assertThat(satchel.manage("/v1/files").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void oneSettingBringsThemTogether() throws Exception {
    try (var satchel = PackagedSatchel.start("satchel.http.management-on-api-port=true")) {
      for (String path : MANAGED) {
        assertThat(satchel.call("GET", path, "").statusCode()).as(path).isEqualTo(200);
        assertThat(satchel.manage(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(satchel.call("GET", "/q", "").statusCode()).isEqualTo(404);
      assertThat(satchel.call("GET", "/quite", "").statusCode()).isEqualTo(404);
      assertThat(satchel.call("GET", "/v1/files", "").statusCode()).isEqualTo(200);
    }
  }

  /** No probe comes to the port that could be the first. */
  @Test
  void limitsHoldFromTheFirstConnectionOn() throws Exception {
    try (var satchel = PackagedSatchel.start("satchel.http.header-timeout=1s")) {
      Eventually.holds(
          () -> {
            try (var silent = RawConnection.open(satchel.port())) {
              assertThat(silent.ends()).isTrue();
            }
          });
    }
  }
}
