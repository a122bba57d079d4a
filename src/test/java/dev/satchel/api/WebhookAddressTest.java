package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Crowded;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the defaults refuse as a target, at registration and at every change, but for two networks
 * that are allowed; and how many.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Crowded.class)
class WebhookAddressTest {

  private static final String PUBLIC = "https://93.184.215.14/hook";

  private final WebhooksApi api = WebhooksApi.of(TestKey.ofNewAccount());

  @ParameterizedTest
  @ValueSource(
      strings = {
        PUBLIC,
        "HTTPS://93.184.215.14:8443",
        "https://[2606:4700::1111]/",
        "https://10.20.3.4/",
        "https://[fd00:1::7]/"
      })
  void takesPublicAndAllowedAddresses(String url) {
    assertThat(api.post(WebhooksApi.document(url)).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://10.21.0.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://192.0.2.1/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:a00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fd00:2::1]/",
        "https://[ff02::1]/",
        "https://[2001:db8::1]/",
        "https://nothing.invalid/"
      })
  void refusesOtherAddresses(String url) {
    assertRefused(url, "forbidden_address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.215.14/",
        "ftp://93.184.215.14/",
        "//93.184.215.14/",
        "93.184.215.14",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[fe80::1%25eth0]/",
        "https://a@93.184.215.14/",
        "https://93.184.215.14/#x",
        "https://93.184.215.14:0/",
        "https://93.184.215.14:65536/",
        "https:///x",
        "https://93.184.215.14/a b"
      })
  void refusesOtherUrls(String url) {
    assertRefused(url, "invalid_url");
  }

  @Test
  void refusesMoreThanAnAccountMayHave() throws Exception {
    Callable<Response> post = () -> api.post(WebhooksApi.document(PUBLIC));
    try (var clients = Executors.newFixedThreadPool(12)) {
      var answers = clients.invokeAll(IntStream.range(0, 12).mapToObj(i -> post).toList());

      assertThat(answers.stream().map(it -> status(it)).sorted())
          .containsExactly(201, 201, 201, 413, 413, 413, 413, 413, 413, 413, 413, 413);
    }
    assertThat(api.post(WebhooksApi.document(PUBLIC)).jsonPath().getString("code"))
        .isEqualTo("too_many_webhooks");
    List<String> ids = api.list().jsonPath().getList("webhooks.id");
    assertThat(ids).hasSize(3);

    api.delete(ids.getFirst()).then().statusCode(204);
    assertThat(api.post(WebhooksApi.document(PUBLIC)).statusCode()).isEqualTo(201);
  }

  private void assertRefused(String url, String code) {
    Response answer = api.post(WebhooksApi.document(url));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo("url");
    assertThat(api.list().jsonPath().getList("webhooks")).isEmpty();

    String id = api.post(WebhooksApi.document(PUBLIC)).jsonPath().getString("id");
    Response change = api.change(id, "{\"url\":\"" + url + "\"}");
    assertThat(change.jsonPath().getString("code")).isEqualTo(code);
    assertThat(api.find(id).jsonPath().getString("url")).isEqualTo(PUBLIC);
  }

  private static int status(Future<Response> answer) {
    return answer.resultNow().statusCode();
  }
}
