package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 3986 and RFC 9110 section 4.2 make of a URL, and what we take of it. */
class TargetUrlTest {

  private static final String HOST =
      "The URL must have a domain name or an address in its usual form as its host.";

  @ParameterizedTest
  @CsvSource({
    "https://example.com,                 example.com,  443,   /",
    "https://example.com/,                example.com,  443,   /",
    "https://example.com:/,               example.com,  443,   /",
    "HTTPS://Hooks.Example.COM/In,        hooks.example.com, 443, /In",
    "https://example.com:8443/a/b,        example.com,  8443,  /a/b",
    "https://example.com:1,               example.com,  1,     /",
    "https://example.com:65535,           example.com,  65535, /",
    "https://example.com?a=b,             example.com,  443,   /?a=b",
    "https://example.com/?,               example.com,  443,   /?",
    "https://example.com/a%2Fb?c=%20&d,   example.com,  443,   /a%2Fb?c=%20&d",
    "https://example.com//a/../b,         example.com,  443,   //a/../b",
    "https://localhost/,                  localhost,    443,   /",
    "https://a-b.c--d.e1/,                a-b.c--d.e1,  443,   /",
    "https://1.example/,                  1.example,    443,   /",
    "https://xn--bcher-kva.example/,      xn--bcher-kva.example, 443, /",
    "https://203.0.113.9:444/,            203.0.113.9,  444,   /",
    "https://255.249.199.0/,              255.249.199.0, 443,  /",
    "https://[2001:DB8::1]/x,             2001:db8::1,  443,   /x",
    "https://[::1]:8443,                  ::1,          8443,  /",
    "https://[::ffff:192.0.2.1]/,         ::ffff:192.0.2.1, 443, /"
  })
  void takesAnHttpsUrlApart(String text, String host, int port, String requestTarget) {
    TargetUrl url = TargetUrl.parse(text, false);

    assertThat(url.text()).isEqualTo(text);
    assertThat(url.isTls()).isTrue();
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.requestTarget()).isEqualTo(requestTarget);
  }

  @Test
  void takesHttpOnlyWhereItIsAllowed() {
    TargetUrl url = TargetUrl.parse("http://example.com/in", true);

    assertThat(url.isTls()).isFalse();
    assertThat(url.port()).isEqualTo(80);
    assertThat(TargetUrl.parse("https://example.com/in", true).isTls()).isTrue();
    assertRefuses("http://example.com/in", "The URL must start with https://.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/in",
        "example.com",
        "//example.com/in",
        "ftp://example.com/",
        "file:///etc/passwd",
        "wss://example.com/",
        "javascript:alert(1)",
        "mailto:a@example.com"
      })
  void refusesWhatIsNotAbsoluteHttp(String text) {
    assertRefuses(text, "The URL must be an absolute http or https URL.");
  }

  /** What inet_aton, and some platforms, read as one address or another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "127.0.0.01",
        "00.0.0.0",
        "0x7f.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "0X7F.0x0.0x0.0x1",
        "a.0x7f",
        "example.1",
        "127.0.0.1.",
        "127.0.0.256",
        "1.2.3.4.5",
        "127.0.0.08",
        "[::ffff:127.0.0.01]",
        "[::ffff:0177.0.0.1]",
        "%31%32%37.1"
      })
  void refusesAddressesThatAreReadInManyWays(String host) {
    assertRefuses("https://" + host + "/", HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:///in",
        "https:example.com",
        "https:/example.com",
        "https://:443/",
        "https://example..com/",
        "https://.example.com/",
        "https://example.com./",
        "https://-example.com/",
        "https://example-.com/",
        "https://ex_ample.com/",
        "https://ex%61mple.com/",
        "https://example.com:-1/",
        "https://example.com:+443/",
        "https://example.com:443a/",
        "https://example.com:99999999999/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/"
      })
  void refusesHostsThatAreNone(String text) {
    assertRefuses(text, HOST);
  }

  @Test
  void refusesHostsThatAreTooLong() {
    String label = "a".repeat(63);
    String longest = (label + ".").repeat(3) + "a".repeat(61);

    assertThat(TargetUrl.parse("https://" + longest, false).host()).hasSize(253);
    assertRefuses("https://" + longest + "a", HOST);
    assertRefuses("https://a" + label + ".example/", HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bücher.example/",
        "https://１２７.0.0.1/",
        "https://example。com/",
        "https://example.com/ü",
        "https://example.com/?q=ü"
      })
  void refusesWhatIsNotAscii(String text) {
    assertRefuses(text, "The URL must be ASCII: an xn-- host, percent-encoded otherwise.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        " https://example.com/",
        "https://example.com/ ",
        "https://example.com/a b",
        "https://example.com/\r\nHost: other.example",
        "https://example.com/\u0000",
        "https://example.com\\@other.example/",
        "https://example.com/%zz",
        "https://[::1/",
        "https://[1.2.3.4]/",
        "https://[::12345]/"
      })
  void refusesWhatIsNoUri(String text) {
    assertRefuses(text, "The URL is not valid.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://@example.com/",
        "https://example.com@127.0.0.1/"
      })
  void refusesUserInfo(String text) {
    assertRefuses(text, "The URL must not contain a user or password.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com/#", "https://example.com/in#part"})
  void refusesAFragment(String text) {
    assertRefuses(text, "The URL must not have a fragment.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 99_999, Integer.MAX_VALUE})
  void refusesPortsThatAreNone(int port) {
    assertRefuses(
        "https://example.com:" + port, "The URL must have a port from 1 to 65535, or none.");
  }

  @Test
  void takesUpTo2048Characters() {
    String longest = "https://example.com/" + "a".repeat(2_028);

    assertThat(TargetUrl.parse(longest, false).text()).hasSize(2_048);
    assertRefuses(longest + "a", "The URL must have at most 2,048 characters.");
  }

  /** Every host is a name with a letter first in its last label, or reads as it is written. */
  @Test
  void takesNoHostThatThePlatformReadsOtherwise() {
    var random = new Random(3986);
    for (int round = 0; round < 100_000; round++) {
      String host = anyOf("0127.x-af", random);
      hostOf(host)
          .filter(taken -> !taken.matches("(.*\\.)?[a-z][^.]*"))
          .ifPresent(
              taken ->
                  assertThat(InetAddress.ofLiteral(taken).getHostAddress())
                      .isEqualTo(taken)
                      .isEqualTo(host));
    }
  }

  private static String anyOf(String alphabet, Random random) {
    return random
        .ints(random.nextInt(1, 10), 0, alphabet.length())
        .mapToObj(index -> alphabet.substring(index, index + 1))
        .collect(Collectors.joining());
  }

  private static Optional<String> hostOf(String host) {
    try {
      return Optional.of(TargetUrl.parse("https://" + host + "/", false).host());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void assertRefuses(String text, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetUrl.parse(text, false))
        .withMessage(sentence);
  }
}
