package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The IANA Special-Purpose Address Registries. */
class AddressGuardTest {

  private static final AddressGuard GUARD = new AddressGuard(List.of());

  /** What turns the hexadecimal digits of an IPv4 address into an IPv6 address that carries it. */
  private static final List<String> CARRIERS =
      List.of(
          "00000000000000000000ffff%s",
          "000000000000000000000000%s",
          "0064ff9b0000000000000000%s",
          "2002%s00000000000000000000",
          "2002%s123456789abcdef01234");

  /** Each block's first address, its last one and one between. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,       0.255.255.255,    0.0.0.1",
    "10.0.0.0,      10.255.255.255,   10.1.2.3",
    "100.64.0.0,    100.127.255.255,  100.100.100.200",
    "127.0.0.0,     127.255.255.255,  127.0.0.1",
    "169.254.0.0,   169.254.255.255,  169.254.169.254",
    "172.16.0.0,    172.31.255.255,   172.17.0.1",
    "192.0.0.0,     192.0.0.255,      192.0.0.170",
    "192.0.2.0,     192.0.2.255,      192.0.2.1",
    "192.88.99.0,   192.88.99.255,    192.88.99.1",
    "192.168.0.0,   192.168.255.255,  192.168.1.1",
    "198.18.0.0,    198.19.255.255,   198.18.5.5",
    "198.51.100.0,  198.51.100.255,   198.51.100.7",
    "203.0.113.0,   203.0.113.255,    203.0.113.7",
    "224.0.0.0,     239.255.255.255,  239.1.1.1",
    "240.0.0.0,     255.255.255.255,  250.0.0.1"
  })
  void refusesSpecialIpv4InEveryForm(String first, String last, String between) {
    Stream.of(first, last, between).flatMap(AddressGuardTest::forms).forEach(this::assertRefused);
  }

  /** The neighbours of every block above, and of those beside which there is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.1.255",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "8.8.8.8"
      })
  void permitsPublicIpv4InEveryForm(String address) {
    forms(address).forEach(this::assertPermitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "::1:0:0",
        "::ffff:0:808:808",
        "64:ff9b:0:0:0:1::",
        "64:ff9b:1::",
        "64:ff9b:1::808:808",
        "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b:2::",
        "100::",
        "100::ffff:ffff:ffff:ffff",
        "100:0:0:1::",
        "200::",
        "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:1::1",
        "2001:2::",
        "2001:10::",
        "2001:20::",
        "2001:30::",
        "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::",
        "2001:db8::1",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff::",
        "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000::",
        "5f00::",
        "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::",
        "fd00:ec2::254",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe00::",
        "fe80::",
        "fe80::1",
        "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0::",
        "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00::",
        "ff02::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
      })
  void refusesSpecialIpv6(String address) {
    assertRefused(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000::",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:200::",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db9::",
        "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2003::",
        "2606:4700:4700::1111",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff:1000::",
        "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
      })
  void permitsGlobalUnicastIpv6(String address) {
    assertPermitted(InetAddress.ofLiteral(address));
  }

  @Test
  void refusesAMetadataAddressInV4MappedForm() {
    InetAddress mapped = ipv6("00000000000000000000ffffa9fea9fe");

    assertThat(mapped).isInstanceOf(Inet6Address.class);
    assertRefused(mapped);
  }

  @Test
  void refusesALinkLocalAddressWithAZone() throws UnknownHostException {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();

    assertRefused(Inet6Address.getByAddress("receiver.example", bytes, 3));
  }

  /** A name that comes with an address says nothing. */
  @Test
  void judgesTheAddressAndNotTheName() throws UnknownHostException {
    assertRefused(InetAddress.getByAddress("receiver.example", new byte[] {127, 0, 0, 1}));
    assertPermitted(InetAddress.getByAddress("localhost", new byte[] {8, 8, 8, 8}));
  }

  @Test
  void permitsAnAllowedNetworkAndItsV4MappedForm() {
    AddressGuard guard = guard("10.1.0.0/16", "fd00:1::/32");

    assertThat(guard.permits(InetAddress.ofLiteral("10.1.255.255"))).isTrue();
    assertThat(guard.permits(ipv6("00000000000000000000ffff0a010001"))).isTrue();
    assertThat(guard.permits(InetAddress.ofLiteral("fd00:1::1"))).isTrue();
    assertThat(guard.permits(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
    assertThat(guard.permits(InetAddress.ofLiteral("10.2.0.0"))).isFalse();
    assertThat(guard.permits(ipv6("00000000000000000000ffff0a020000"))).isFalse();
    assertThat(guard.permits(InetAddress.ofLiteral("fd00:2::1"))).isFalse();
  }

  /** Their packets pass a translator or a relay, not the allowed network's own router. */
  @ParameterizedTest
  @ValueSource(strings = {"::10.1.0.1", "64:ff9b::10.1.0.1", "2002:a01:1::"})
  void allowsTunnelledFormsOnlyByANetworkOfTheirOwn(String address) {
    InetAddress tunnelled = InetAddress.ofLiteral(address);

    assertThat(guard("10.1.0.0/16").permits(tunnelled)).isFalse();
    assertThat(guard("::/96", "64:ff9b::/96", "2002::/16").permits(tunnelled)).isTrue();
  }

  @Test
  void coversV4MappedAddressesByNoIpv6Network() {
    assertThat(guard("::/0").permits(ipv6("00000000000000000000ffff0a010001"))).isFalse();
  }

  @Test
  void permitsEverythingWhereBothVersionsAreAllowed() {
    AddressGuard open = guard("0.0.0.0/0", "::/0");

    addresses(8_000).forEach(address -> assertThat(open.permits(address)).isTrue());
  }

  /** The platform's own notion is narrower than ours, and never wider. */
  @Test
  void neverPermitsWhatThePlatformCallsSpecial() {
    addresses(50_000).filter(AddressGuardTest::isSpecial).forEach(this::assertRefused);
  }

  @Test
  void judgesEveryFormOfAnIpv4AddressAlike() {
    var random = new Random(6890);
    for (int round = 0; round < 20_000; round++) {
      String digits = HexFormat.of().toHexDigits(random.nextInt());
      InetAddress plain = ipv4(digits);

      assertThat(carrying(digits))
          .as(plain.toString())
          .allMatch(address -> GUARD.permits(address) == GUARD.permits(plain));
    }
  }

  private void assertRefused(InetAddress address) {
    assertThat(GUARD.permits(address)).as("permits %s", address).isFalse();
  }

  private void assertPermitted(InetAddress address) {
    assertThat(GUARD.permits(address)).as("permits %s", address).isTrue();
  }

  private static AddressGuard guard(String... networks) {
    return new AddressGuard(Stream.of(networks).map(Network::parse).toList());
  }

  private static boolean isSpecial(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  private static Stream<InetAddress> forms(String ipv4) {
    InetAddress plain = InetAddress.ofLiteral(ipv4);
    return Stream.concat(Stream.of(plain), carrying(HexFormat.of().formatHex(plain.getAddress())));
  }

  private static Stream<InetAddress> carrying(String digits) {
    return CARRIERS.stream().map(form -> ipv6(form.formatted(digits)));
  }

  /** By turns IPv4 and IPv6, half of these with but their first two bytes set. */
  private static Stream<InetAddress> addresses(int count) {
    var random = new Random(8190);
    return Stream.generate(
            () ->
                switch (random.nextInt(4)) {
                  case 0, 1 -> ipv4(HexFormat.of().toHexDigits(random.nextInt()));
                  case 2 -> ipv6("%04x".formatted(random.nextInt(1 << 16)) + "0".repeat(28));
                  default -> ipv6("%032x".formatted(new BigInteger(128, random)));
                })
        .limit(count);
  }

  private static InetAddress ipv4(String digits) {
    try {
      return InetAddress.getByAddress(HexFormat.of().parseHex(digits));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** The one factory that leaves the IPv4-mapped form as it is. */
  private static InetAddress ipv6(String digits) {
    try {
      return Inet6Address.getByAddress(null, HexFormat.of().parseHex(digits), -1);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
