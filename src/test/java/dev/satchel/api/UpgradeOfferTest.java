package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UpgradeOffer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Without {@code satchel.http.cleartext-http2}, an offer to go on in HTTP/2 is not heard. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class UpgradeOfferTest {

  @Test
  void javasClientUploads() throws Exception {
    assertThat(UpgradeOffer.byJavasClient().statusCode()).isEqualTo(200);
  }

  @Test
  void theBodyIsInvitedInHttp1() throws Exception {
    try (var client = RawConnection.open()) {
      assertThat(UpgradeOffer.beforeTheBody(client).status()).isEqualTo(100);
      assertThat(UpgradeOffer.afterTheBody(client).status()).isEqualTo(200);
    }
  }
}
