package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that connect and hardly say anything: they are closed, and nobody else is disturbed. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(ConnectionLimitsTest.Strict.class)
class ConnectionLimitsTest {

  /** Takes twenty connections, and waits for a second. */
  public static class Strict implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.http.max-connections", Integer.toString(LIMIT),
          "satchel.http.header-timeout", "1s",
          "satchel.http.body-timeout", "1s");
    }
  }

  private static final int LIMIT = 20;
  private static final Duration DROP = Duration.ofMillis(200);
  private static final String GET = head("GET /v1/files?limit=1 HTTP/1.1", "dev-key");

  private final List<RawConnection> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "P", "GET / HTTP/1.1\r\nX: "})
  void closesConnectionsThatNeverFinishAHead(String beginning) throws Exception {
    assertThat(open().send(beginning).ends()).isTrue();
  }

  @Test
  void closesOneThatDripsWhileAnotherIsServed() throws Exception {
    RawConnection slow = open().send("GET / HTTP/1.1\r\nX-Long: ");
    RawConnection fast = served();

    assertThat(dripsUntilItEnds(slow)).isTrue();
    assertServed(fast);
  }

  @Test
  void closesOneThatDripsItsSecondHead() throws Exception {
    RawConnection client = served();

    assertThat(dripsUntilItEnds(client.send("GET / HTTP/1.1\r\nX-Long: "))).isTrue();
  }

  @Test
  void keepsConnectionsThatRestBetweenRequests() throws Exception {
    RawConnection client = served();
    for (int i = 0; i < 3; i++) {
      assertServed(client);
      assertThat(client.isSilentFor(Duration.ofMillis(1200))).isTrue();
    }
  }

  @Test
  void closesConnectionsAboveTheLimitAndServesTheOthers() throws Exception {
    RawConnection served = served();
    for (int i = 0; i < LIMIT; i++) {
      open();
    }

    assertThat(open().ends()).isTrue();
    assertServed(served);
    close();
    served();
  }

  @Test
  void refusesSmallBodiesThatAreTooSlow() throws Exception {
    RawConnection client =
        served().send(head("POST /v1/webhooks HTTP/1.1", "dev-key", "Content-Length: 1000"));
    client.send("{");

    RawAnswer answer = client.answer();

    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.text()).contains("upload_too_slow");
  }

  private RawConnection open() throws IOException {
    RawConnection client = RawConnection.open();
    clients.add(client);
    return client;
  }

  /** One that got an answer. On a busy machine it may be closed before it is asked. */
  private RawConnection served() throws Exception {
    return Eventually.gives(
        () -> {
          RawConnection client = open();
          assertServed(client);
          return client;
        });
  }

  private static void assertServed(RawConnection client) throws IOException {
    assertThat(client.send(GET).answer().status()).isEqualTo(200);
  }

  /** Sends a byte now and again; whether the service ends that before it has sent many. */
  private static boolean dripsUntilItEnds(RawConnection client) throws IOException {
    try {
      for (int i = 0; i < 25; i++) {
        if (!client.isSilentFor(DROP)) {
          return client.ends();
        }
        client.send("x");
      }
      return false;
    } catch (IOException ended) {
      return true;
    }
  }
}
