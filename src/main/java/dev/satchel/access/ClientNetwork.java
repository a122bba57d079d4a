package dev.satchel.access;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from, as far as that tells clients apart: an IPv4 address, or the 64 bits in
 * front of an IPv6 address, of which one host may take any that follow them (RFC 4291 section
 * 2.5.1).
 *
 * @param name of up to {@value #LONGEST} characters
 */
record ClientNetwork(String name) {

  /** What is no address, such as a name that a proxy forwards, may be of any length. */
  private static final int LONGEST = 64;

  private static final int PREFIX_BYTES = 8;

  /** Of the peer, or of what a trusted proxy says it is; those without an address are one. */
  static ClientNetwork of(@Nullable SocketAddress client) {
    String address = client == null ? null : client.hostAddress();
    return address == null ? new ClientNetwork("") : of(address);
  }

  /** Of the text of an address. */
  static ClientNetwork of(String address) {
    String unscoped = address.split("%", 2)[0];
    try {
      return new ClientNetwork(name(InetAddress.ofLiteral(unscoped)));
    } catch (IllegalArgumentException notAnAddress) {
      return new ClientNetwork(address.substring(0, Math.min(LONGEST, address.length())));
    }
  }

  /** An IPv4 address in the form of IPv6 has become one of IPv4. */
  private static String name(InetAddress address) {
    return address instanceof Inet6Address
        ? prefix(address.getAddress()).getHostAddress() + "/64"
        : address.getHostAddress();
  }

  private static InetAddress prefix(byte[] address) {
    Arrays.fill(address, PREFIX_BYTES, address.length, (byte) 0);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has its length", e);
    }
  }
}
