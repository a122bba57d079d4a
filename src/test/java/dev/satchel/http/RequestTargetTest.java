package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/files",
        "/v1/files/",
        "/v1/files/9d6ad525-90c6-4c03-8f05-63584ee20a29/metadata",
        "/v1/files?limit=1",
        "/v1/files?",
        "/a/.b/..c/d...",
        "/-._~!$&'()*+,=:@",
        "/a%20b/%C3%A4/%c3%a4/%25/%3F/%23",
        "/v1/files?a=/../b//c;d=%2e%2F&e=[\"|\\^`{}]&f=ä",
        "http://satchel/v1/files",
        "HTTPS://satchel.example:8443/v1/files?limit=1",
        "http://[::1]:8080/v1/files",
        "http://satchel",
        "http://satchel?limit=1"
      })
  void isNormalInOneWay(String target) {
    assertThat(RequestTarget.isNormal("GET", target)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1/files",
        "?limit=1",
        "/.",
        "/..",
        "/./v1/files",
        "/v1/../q/metrics",
        "/v1/files/..",
        "//v1/files",
        "/v1//files",
        "/v1/files//",
        "/v1\\files",
        "/v1/%2e%2e/q",
        "/v1/%2E/files",
        "/v1%2ffiles",
        "/v1%2Ffiles",
        "/v1%5Cfiles",
        "/v1/%66iles",
        "/v1/%7Efiles",
        "/v1/files%00",
        "/v1/files%0A",
        "/v1/files%7F",
        "/v1/files%3Bx",
        "/v1/files;x",
        "/v1;x=1/files",
        "/v1/files%",
        "/v1/files%2",
        "/v1/files%zz",
        "/v1/files%C3",
        "/v1/files%FF",
        "/v1/files%C0%AF",
        "/v1/files%ED%A0%80",
        "/v1/fi les",
        "/v1/files\t",
        "/v1/filesä",
        "/v1/<files>",
        "/v1/files#x",
        "/v1/files?a#x",
        "/v1/files?a=%",
        "/v1/files?a=%zz",
        "/v1/files?a\tb",
        "http://",
        "http:///v1/files",
        "http://user@satchel/v1/files",
        "http://satchel/v1/../q",
        "http://satchel\\v1",
        "ftp://satchel/v1/files",
        "satchel:443",
        "*"
      })
  void isNotNormal(String target) {
    assertThat(RequestTarget.isNormal("GET", target)).isFalse();
  }

  @Test
  void isTheServerWhereOptionsAreAsked() {
    assertThat(RequestTarget.isNormal("OPTIONS", "*")).isTrue();
    assertThat(RequestTarget.isNormal("OPTIONS", "**")).isFalse();
  }

  @Test
  void isReadInOnePassHoweverLong() {
    String long8 = "a/".repeat(4_000);

    assertThat(RequestTarget.isNormal("GET", "/" + long8)).isTrue();
    assertThat(RequestTarget.isNormal("GET", "/" + long8 + "/")).isFalse();
    assertThat(RequestTarget.isNormal("GET", "http://" + "a".repeat(8_000))).isTrue();
  }
}
