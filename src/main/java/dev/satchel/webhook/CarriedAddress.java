package dev.satchel.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The forms of an IPv6 address whose packets end up at an IPv4 address that is written in it, right
 * behind the prefix.
 */
enum CarriedAddress {

  /** {@code ::ffff:0:0/96} (RFC 4291 section 2.5.5.2). */
  MAPPED("00000000 00000000 0000ffff"),

  /** {@code ::/96} (section 2.5.5.1), deprecated. Counts {@code ::} and {@code ::1} in, as 0/8. */
  COMPATIBLE("00000000 00000000 00000000"),

  /** {@code 64:ff9b::/96}, the well-known prefix of NAT64 (RFC 6052 section 2.1). */
  NAT64("0064ff9b 00000000 00000000"),

  /** {@code 2002::/16}, 6to4 (RFC 3056 section 2). */
  SIX_TO_FOUR("2002");

  private static final int IPV6_DIGITS = 32;
  private static final int IPV4_DIGITS = 8;

  /** Hexadecimal digits. */
  private final String prefix;

  CarriedAddress(String prefix) {
    this.prefix = prefix.replace(" ", "");
  }

  /** The IPv4 address in {@code address}, if it is of any of the forms. */
  static Optional<InetAddress> in(InetAddress address) {
    return Stream.of(values()).flatMap(form -> form.read(address).stream()).findFirst();
  }

  /** The IPv4 address in {@code address}, if it is of this form. */
  Optional<InetAddress> read(InetAddress address) {
    String digits = HexFormat.of().formatHex(address.getAddress());
    return digits.length() == IPV6_DIGITS && digits.startsWith(prefix)
        ? Optional.of(ipv4(digits.substring(prefix.length(), prefix.length() + IPV4_DIGITS)))
        : Optional.empty();
  }

  private static InetAddress ipv4(String digits) {
    try {
      return InetAddress.getByAddress(HexFormat.of().parseHex(digits));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
