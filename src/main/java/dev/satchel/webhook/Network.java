package dev.satchel.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of addresses of one IP version (RFC 4632 section 3.1, RFC 4291 section 2.3).
 *
 * @param first its lowest address
 * @param prefix how many leading bits its addresses share: 0 to 32, or 0 to 128
 */
record Network(InetAddress first, int prefix) {

  private static final Pattern CIDR =
      Pattern.compile("(\\d+\\.[\\d.]+|[\\p{XDigit}]*:[\\p{XDigit}:.]+)/(\\d{1,3})");

  /**
   * @throws IllegalArgumentException where a bit beyond the prefix is set. Whoever writes
   *     10.1.2.3/8 is as likely to mean one host as sixteen million, and guessing opens the larger.
   */
  Network {
    int hostBits = bits(first) - prefix;
    if (prefix < 0 || hostBits < 0) {
      throw new IllegalArgumentException(
          "The prefix of a network of this version is 0 to " + bits(first) + ", not " + prefix);
    }
    int lowest = new BigInteger(1, first.getAddress()).getLowestSetBit();
    if (lowest >= 0 && lowest < hostBits) {
      throw new IllegalArgumentException(
          first.getHostAddress() + "/" + prefix + " has bits set beyond its prefix");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code fd00::/8}. Addresses are literals, never looked up; IPv4 has
   * four decimal numbers without leading zeros. IPv4-mapped networks are written as IPv4.
   *
   * @throws IllegalArgumentException with a message that names the text and its fault
   */
  static Network parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      throw malformed(text);
    }
    return new Network(literal(cidr.group(1), text), Integer.parseInt(cidr.group(2)));
  }

  /** False for addresses of the other version. */
  boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    return ours.length == theirs.length && commonBits(ours, theirs) >= prefix;
  }

  private static InetAddress literal(String address, String text) {
    try {
      return address.indexOf(':') < 0 ? ipv4(address, text) : ipv6(address, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(malformed(text).getMessage(), e);
    }
  }

  /** The platform takes 127.1 and 010.0.0.1 too, so what it read has to read the same. */
  private static InetAddress ipv4(String address, String text) {
    InetAddress literal = Inet4Address.ofLiteral(address);
    if (!literal.getHostAddress().equals(address)) {
      throw malformed(text);
    }
    return literal;
  }

  /** The platform turns an IPv4-mapped address into the IPv4 address. */
  private static InetAddress ipv6(String address, String text) {
    InetAddress literal = Inet6Address.ofLiteral(address);
    if (!(literal instanceof Inet6Address)) {
      throw malformed(text);
    }
    return literal;
  }

  private static int commonBits(byte[] one, byte[] other) {
    int index = Arrays.mismatch(one, other);
    return index < 0
        ? one.length * Byte.SIZE
        : index * Byte.SIZE
            + Integer.numberOfLeadingZeros((one[index] ^ other[index]) & 0xff)
            - (Integer.SIZE - Byte.SIZE);
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a network such as 10.0.0.0/8 or fd00::/8");
  }
}
