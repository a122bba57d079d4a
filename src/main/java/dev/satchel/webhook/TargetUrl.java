package dev.satchel.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a webhook is sent: an absolute http or https URI (RFC 9110 section 4.2). It is judged as
 * text here; whether the addresses behind the host may be connected to is for {@link AddressGuard}.
 *
 * @param uri only ASCII: international hosts are A-labels (RFC 5890), because the mapping to them
 *     depends on the version of IDNA and could name somebody else's domain
 */
record TargetUrl(URI uri) {

  /** Characters. */
  static final int LONGEST = 2048;

  private static final int LARGEST_PORT = 65_535;

  /** Of a domain name without its root's dot (RFC 1035 section 2.3.4). */
  private static final int LONGEST_HOST = 253;

  /** RFC 1123 section 2.1; the last label has a letter first, so that it is no part of a number. */
  private static final Pattern DOMAIN_NAME =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Four decimal numbers without leading zeros (RFC 3986 section 3.2.2). Whether 0177.0.0.1,
   * 2130706433, 0x7f.1 or 127.1 are addresses, and which, depends on who reads them.
   */
  private static final Pattern IPV4 =
      Pattern.compile(
          "OCTET(\\.OCTET){3}".replace("OCTET", "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"));

  TargetUrl {
    require(uri.toString().length() <= LONGEST, "The URL must have at most 2,048 characters.");
    require(
        StandardCharsets.US_ASCII.newEncoder().canEncode(uri.toString()),
        "The URL must be ASCII: an xn-- host, percent-encoded otherwise.");
    require(isHttp(uri) || isHttps(uri), "The URL must be an absolute http or https URL.");
    require(uri.getRawUserInfo() == null, "The URL must not contain a user or password.");
    require(uri.getRawFragment() == null, "The URL must not have a fragment.");
    require(
        uri.getHost() != null && isUnambiguous(uri.getHost().toLowerCase(Locale.ROOT)),
        "The URL must have a domain name or an address in its usual form as its host.");
    require(
        uri.getPort() != 0 && uri.getPort() <= LARGEST_PORT,
        "The URL must have a port from 1 to 65535, or none.");
  }

  /**
   * @param allowHttp whether deliveries may go unencrypted
   * @throws IllegalArgumentException whose message is a sentence for the caller
   */
  static TargetUrl parse(String text, boolean allowHttp) {
    TargetUrl url = new TargetUrl(uri(text));
    require(allowHttp || url.isTls(), "The URL must start with https://.");
    return url;
  }

  /** As it was given. */
  String text() {
    return uri.toString();
  }

  boolean isTls() {
    return isHttps(uri);
  }

  /** A domain name or an address, in lower case, IPv6 without brackets. */
  String host() {
    return withoutBrackets(uri.getHost().toLowerCase(Locale.ROOT));
  }

  int port() {
    return uri.getPort() < 0 ? (isTls() ? 443 : 80) : uri.getPort();
  }

  /** Path and query as they stand in the request line (RFC 9112 section 3.2.1). */
  String requestTarget() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The URL is not valid.", e);
    }
  }

  /** Brackets of an IPv6 address are URI's to check, but for zones and the IPv4 part at its end. */
  private static boolean isUnambiguous(String host) {
    if (!host.startsWith("[")) {
      return host.length() <= LONGEST_HOST
          && (DOMAIN_NAME.matcher(host).matches() || IPV4.matcher(host).matches());
    }
    String tail = withoutBrackets(host.substring(host.lastIndexOf(':') + 1));
    return host.indexOf('%') < 0 && (tail.indexOf('.') < 0 || IPV4.matcher(tail).matches());
  }

  private static String withoutBrackets(String host) {
    return host.replace("[", "").replace("]", "");
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
