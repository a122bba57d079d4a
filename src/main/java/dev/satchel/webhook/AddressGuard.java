package dev.satchel.webhook;

import java.net.InetAddress;
import java.util.List;

/**
 * Decides which addresses a delivery may go to: those of the public Internet, and those within the
 * networks that the operator allows. Asked about every address that is about to be connected to,
 * and never about a name, it leaves nothing to DNS rebinding.
 *
 * @param allowed may be empty. An IPv4 network covers the IPv4-mapped form of its addresses too,
 *     and no IPv6 network covers that; all other forms that carry an IPv4 address need a network of
 *     their own, since their packets take another way.
 */
record AddressGuard(List<Network> allowed) {

  AddressGuard {
    allowed = List.copyOf(allowed);
  }

  boolean permits(InetAddress address) {
    InetAddress actual = CarriedAddress.MAPPED.read(address).orElse(address);
    return allowed.stream().anyMatch(network -> network.contains(actual))
        || PublicAddresses.contains(actual);
  }
}
