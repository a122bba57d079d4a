package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4632 section 3.1 and RFC 4291 section 2.3. */
class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0,          0.0.0.0,         255.255.255.255",
    "10.0.0.0/8,         10.0.0.0,        10.255.255.255",
    "172.16.0.0/12,      172.16.0.0,      172.31.255.255",
    "192.168.4.128/25,   192.168.4.128,   192.168.4.255",
    "192.168.4.6/31,     192.168.4.6,     192.168.4.7",
    "127.0.0.1/32,       127.0.0.1,       127.0.0.1",
    "::/0,               ::,              ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fc00::/7,           fc00::,          fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:DB8:0:8::/61,  2001:db8:0:8::,  2001:db8:0:f:ffff:ffff:ffff:ffff",
    "::1/128,            ::1,             ::1",
    "64:ff9b::10.0.0.0/104, 64:ff9b::a00:0, 64:ff9b::aff:ffff"
  })
  void reachesFromItsFirstToItsLastAddress(String text, String first, String last) {
    Network network = Network.parse(text);

    assertThat(network.first()).isEqualTo(address(first));
    assertThat(network.contains(address(first))).isTrue();
    assertThat(network.contains(address(last))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,        9.255.255.255",
    "10.0.0.0/8,        11.0.0.0",
    "10.0.0.0/8,        a00::",
    "0.0.0.0/0,         ::",
    "172.16.0.0/12,     172.15.255.255",
    "172.16.0.0/12,     172.32.0.0",
    "192.168.4.6/31,    192.168.4.5",
    "192.168.4.6/31,    192.168.4.8",
    "127.0.0.1/32,      127.0.0.0",
    "::/0,              0.0.0.0",
    "fc00::/7,          fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fc00::/7,          fe00::",
    "2001:db8:0:8::/61, 2001:db8:0:7:ffff:ffff:ffff:ffff",
    "2001:db8:0:8::/61, 2001:db8:0:10::"
  })
  void endsThere(String text, String neighbour) {
    assertThat(Network.parse(text).contains(address(neighbour))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/9999",
        " 10.0.0.0/8",
        "10.0.0.0/8 ",
        "10.0.0/8",
        "10/8",
        "167772160/8",
        "010.0.0.0/8",
        "0x0a.0.0.0/8",
        "10.0.0.256/32",
        "10.0.0.0.0/8",
        "١٠.0.0.0/8",
        "localhost/8",
        "example.com/32",
        "[fd00::]/8",
        "fe80::1%1/128",
        "fd00/8",
        "fd00:::/8",
        ":/8",
        "12345::/16",
        "::ffff:10.0.0.0/104",
        "::ffff:0:0/96"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse(text))
        .withMessage("\"" + text + "\" is not a network such as 10.0.0.0/8 or fd00::/8");
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33, 32, 33", "::/129, 128, 129", "10.0.0.0/128, 32, 128"})
  void refusesAPrefixThatIsTooLong(String text, int most, int prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse(text))
        .withMessage("The prefix of a network of this version is 0 to " + most + ", not " + prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3/8", "0.0.0.1/0", "10.0.0.1/31", "128.0.0.0/0", "fd00::1/8", "::1/127"})
  void refusesBitsBeyondThePrefix(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse(text))
        .withMessageEndingWith(" has bits set beyond its prefix");
  }

  @Test
  void containsExactlyWhatSharesThePrefix() throws Exception {
    var random = new Random(4632);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      int flipped = random.nextInt(bytes.length * 8);
      byte[] other = bytes.clone();
      other[flipped / 8] ^= (byte) (0x80 >>> flipped % 8);
      int prefix = random.nextInt(bytes.length * 8 + 1);
      clearBeyond(prefix, bytes);
      Network network = new Network(InetAddress.getByAddress(bytes), prefix);

      assertThat(network.contains(InetAddress.getByAddress(other)))
          .as("%s, bit %d", network, flipped)
          .isEqualTo(flipped >= prefix);
    }
  }

  private static void clearBeyond(int prefix, byte[] bytes) {
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
    }
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
