package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::, 2001:DB8:1:2:0:0:0:1",
    "fe80::1%lo, fe80::2",
  })
  void isTheSameFor(String one, String other) {
    assertThat(ClientNetwork.of(one)).isEqualTo(ClientNetwork.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.8",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "::1, 127.0.0.1",
    "unknown, _hidden"
  })
  void tellsApart(String one, String other) {
    assertThat(ClientNetwork.of(one)).isNotEqualTo(ClientNetwork.of(other));
  }

  @Test
  void holdsLittleOfWhatIsNoAddress() {
    assertThat(ClientNetwork.of("x".repeat(1000)).name()).hasSize(64);
  }

  @Test
  void isOneForThoseWithoutAnAddress() {
    assertThat(ClientNetwork.of(SocketAddress.domainSocketAddress("/run/a")))
        .isEqualTo(ClientNetwork.of((SocketAddress) null));
  }
}
