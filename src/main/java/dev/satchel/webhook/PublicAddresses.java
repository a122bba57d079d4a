package dev.satchel.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the public Internet: all but those that the IANA IPv4 and IPv6 Special-Purpose
 * Address Registries (RFC 6890, RFC 8190) do not call globally reachable, and multicast. Of IPv6
 * only global unicast (RFC 4291 section 2.4) is public, which leaves out, without a line here,
 * {@code ::1}, {@code 64:ff9b:1::/48}, {@code 100::/64}, {@code 5f00::/16}, {@code fc00::/7},
 * {@code fe80::/10}, {@code fec0::/10} and {@code ff00::/8}.
 *
 * <p>Where an IPv6 address carries an IPv4 address, that one is judged. A network's own prefix of
 * NAT64 (RFC 6052 section 2.2) cannot be told from other addresses; who runs one has to filter
 * there.
 */
final class PublicAddresses {

  private static final List<Network> SPECIAL_IPV4 =
      networks(
          "0.0.0.0/8", // this network, RFC 791
          "10.0.0.0/8", // private use, RFC 1918
          "100.64.0.0/10", // shared by carriers' NAT, RFC 6598
          "127.0.0.0/8", // loopback, RFC 1122
          "169.254.0.0/16", // link-local, RFC 3927; clouds' metadata
          "172.16.0.0/12", // private use, RFC 1918
          "192.0.0.0/24", // IETF protocol assignments, RFC 6890
          "192.0.2.0/24", // documentation, RFC 5737
          "192.88.99.0/24", // relays of 6to4, RFC 7526
          "192.168.0.0/16", // private use, RFC 1918
          "198.18.0.0/15", // benchmarks, RFC 2544
          "198.51.100.0/24", // documentation, RFC 5737
          "203.0.113.0/24", // documentation, RFC 5737
          "224.0.0.0/4", // multicast, RFC 5771
          "240.0.0.0/4"); // reserved, RFC 1112; broadcast, RFC 919

  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

  private static final List<Network> SPECIAL_IPV6 =
      networks(
          "2001::/23", // IETF protocol assignments, RFC 2928; Teredo, ORCHID, benchmarks
          "2001:db8::/32", // documentation, RFC 3849
          "3fff::/20"); // documentation, RFC 9637

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    return CarriedAddress.in(address)
        .map(PublicAddresses::isItselfPublic)
        .orElseGet(() -> isItselfPublic(address));
  }

  private static boolean isItselfPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? isOutside(SPECIAL_IPV4, address)
        : GLOBAL_UNICAST.contains(address) && isOutside(SPECIAL_IPV6, address);
  }

  private static boolean isOutside(List<Network> networks, InetAddress address) {
    return networks.stream().noneMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::parse).toList();
  }
}
