package dev.satchel.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/**
 * The page of a file request, as whoever has its link sees it.
 *
 * @param link the request's {@code shortLinkId}
 * @param query behind it, with its question mark; empty for none
 */
public record RequestPage(String link, String query) {

  /** The page of that link. */
  public static RequestPage of(String link) {
    return new RequestPage(link, "");
  }

  /** A call without a key, which follows no redirect. */
  public static RequestSpecification request() {
    return given().redirects().follow(false);
  }

  public Response show() {
    return request().get(path());
  }

  /** The page in a language. */
  public Response show(String acceptLanguage) {
    return request().header("Accept-Language", acceptLanguage).get(path());
  }

  /** Tells the date of birth. */
  public Response enter(int day, int month, int year) {
    return request()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("day", day)
        .formParam("month", month)
        .formParam("year", year)
        .post(path());
  }

  /** Sends a form with a file. */
  public Response send(String name, byte[] bytes, String description) {
    return request()
        .multiPart("files", name, bytes, "image/jpeg")
        .multiPart("description", description)
        .post(path());
  }

  /** Where uploads begin, as the page's script does it. */
  public String uploads() {
    return "/r/" + link + "/uploads" + query;
  }

  private String path() {
    return "/r/" + link + query;
  }
}
