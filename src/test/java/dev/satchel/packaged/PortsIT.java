package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.RawConnection;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which port serves what, of the service as it is shipped. */
@ExtendWith(EmptyStorage.class)
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

  @Test
  void theDescriptionNamesWhereTheApiIs() throws Exception {
    try (var satchel =
        PackagedSatchel.start(
            "satchel.http.api-urls=https://files.example,http://localhost:8080/api")) {
      assertThat(satchel.manage("/q/openapi").body())
          .startsWith(Files.readString(Path.of("docs/openapi.yaml")))
          .endsWith(
              "\nservers:\n- url: \"https://files.example\"\n- url: \"http://localhost:8080/api\"\n");
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

  /** Whoever comes between the moment in which the service listens and that in which it says so. */
  @Test
  void limitsHoldForWhoIsThereBeforeTheServiceSaysThatItListens() throws Exception {
    int port = freePort();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RawConnection> first = threads.submit(() -> connectOnceItListens(port));
      try (var satchel =
              PackagedSatchel.start("satchel.http.header-timeout=1s", "quarkus.http.port=" + port);
          RawConnection silent = first.get()) {
        assertThat(silent.ends()).isTrue();
        assertThat(satchel.call("GET", "/v1/files", "").statusCode()).isEqualTo(200);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static RawConnection connectOnceItListens(int port) throws InterruptedException {
    while (true) {
      try {
        return RawConnection.open(port);
      } catch (IOException refused) {
        Thread.sleep(1);
      }
    }
  }
}
