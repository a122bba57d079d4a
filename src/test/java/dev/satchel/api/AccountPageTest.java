package dev.satchel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RequestPage;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the pages of an account's file requests look. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class AccountPageTest {

  private static final String PATH = "/v1/account/page";

  /** One pixel. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

  private final TestKey key = TestKey.ofNewAccount();

  @Test
  void isPlainUntilTheAccountSaysMore() {
    assertThat(request().get(PATH).then().statusCode(200).extract().jsonPath().getMap(""))
        .containsOnlyKeys("name", "colour", "logo", "helpText")
        .containsEntry("name", null)
        .containsEntry("colour", null);
  }

  @Test
  void isSeenOnThePages() {
    put("""
            {"name": "Riverside <Clinic>", "colour": "#7A0050", "logo": "%s",
             "helpText": "Call 555 0100."}
            """
            .formatted(PNG))
        .then()
        .statusCode(200);
    RequestPage page = page();

    Response shown = page.show();

    assertThat(shown.asString())
        .contains("Riverside &lt;Clinic&gt;", "Call 555 0100.", page.link() + "/logo")
        .contains("<style>:root{--brand:#7A0050}</style>")
        .contains("Riverside &lt;Clinic&gt; asks you for photos");
    assertThat(shown.header("Content-Security-Policy")).contains("style-src 'self' 'sha256-");
    Response logo = RequestPage.request().get("/r/" + page.link() + "/logo");
    assertThat(logo.contentType()).isEqualTo("image/png");
    assertThat(logo.asByteArray()).isEqualTo(Base64.getDecoder().decode(PNG));
    assertThat(request().get(PATH).jsonPath().getString("logo")).isEqualTo(PNG);
  }

  @Test
  void isReplacedAsAWhole() {
    put("{\"name\":\"A\",\"colour\":\"#000000\"}").then().statusCode(200);

    JsonPath look = put("{\"helpText\":\"B\"}").jsonPath();

    assertThat(look.getString("name")).isNull();
    assertThat(look.getString("helpText")).isEqualTo("B");
    RequestPage.request().get("/r/" + page().link() + "/logo").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "colour, #ffdd00, unreadable_colour",
    "colour, #949494, unreadable_colour",
    "colour, red, invalid_value",
    "colour, '#000;}', invalid_value",
    "logo, PHN2Zz48L3N2Zz4=, invalid_value",
    "logo, '!', invalid_value",
    "name, '', text_empty"
  })
  void refusesWhatNobodyCouldReadOrTrust(String member, String value, String code) {
    Response refused = put("{\"%s\":\"%s\"}".formatted(member, value));

    refused.then().statusCode(400);
    assertThat(refused.jsonPath().getString("code")).isEqualTo(code);
    assertThat(refused.jsonPath().getString("path")).isEqualTo(member);
  }

  @Test
  void belongsToOneAccountAndNeedsItsScope() {
    put("{\"name\":\"A\"}").then().statusCode(200);

    FilesApi.of(TestKey.ofNewAccount())
        .request()
        .get(PATH)
        .then()
        .statusCode(200)
        .body("name", nullValue());
    given().get(PATH).then().statusCode(401);
  }

  private RequestPage page() {
    String link = FileRequestsApi.of(key).create("{\"type\":\"photo\"}").getString("shortLinkId");
    return RequestPage.of(link);
  }

  private Response put(String body) {
    return request().contentType("application/json").body(body).put(PATH);
  }

  private RequestSpecification request() {
    return FilesApi.of(key).request();
  }
}
