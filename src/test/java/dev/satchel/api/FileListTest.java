package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: newest first, page by page, each account its own. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class FileListTest {

  private static final String OTHER_USER = "00000000-0000-4000-8000-000000000001";

  private final FilesApi api = FilesApi.of(TestKey.ofNewAccount());

  @Test
  void isEmptyAtFirst() {
    assertThat(api.list("").asString()).isEqualTo("{\"files\":[],\"nextCursor\":null}");
  }

  @Test
  void givesTheNewestFirst() {
    List<String> ids = uploads(3);

    JsonPath page = page("");

    assertThat(page.getList("files.id")).containsExactlyElementsOf(ids.reversed());
    assertThat(page.getString("nextCursor")).isNull();
    assertThat(page.getMap("files[0]"))
        .isEqualTo(api.metadata(ids.getLast()).jsonPath().getMap("$"));
  }

  @Test
  void losesNothingBetweenPages() {
    List<String> ids = new ArrayList<>(uploads(5));
    var together = UploadDocument.empty();
    for (int i = 0; i < 5; i++) {
      together.file("f" + i, "a/b", new byte[0]);
    }
    ids.addAll(api.upload(together));

    assertThat(allPages(3)).containsExactlyElementsOf(ids.reversed());
    assertThat(allPages(1)).containsExactlyElementsOf(ids.reversed());
    assertThat(allPages(10)).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void keepsItsPlaceWhileFilesComeAndGo() {
    List<String> ids = uploads(6);
    JsonPath first = page("limit=2");

    uploads(2);
    api.delete(ids.get(4)).then().statusCode(204);
    JsonPath second = page("limit=2&cursor=" + first.getString("nextCursor"));

    assertThat(second.getList("files.id")).containsExactly(ids.get(3), ids.get(2));
  }

  @Test
  void givesOnlyWhatWasAskedFor() {
    uploads(2);
    String other = api.uploadOne(UploadDocument.of("x").user(OTHER_USER));

    assertThat(page("userId=" + OTHER_USER).getList("files.id")).containsExactly(other);
    assertThat(page("userId=" + UploadDocument.USER).getList("files.id")).hasSize(2);
    assertThat(page("fileRequestId=" + OTHER_USER).getList("files.id")).isEmpty();
  }

  @Test
  void showsNothingOfOtherAccounts() {
    uploads(1);

    assertThat(FilesApi.of(TestKey.ofNewAccount()).list("").jsonPath().getList("files")).isEmpty();
  }

  @Test
  void capsThePage() {
    assertThat(api.list("limit=999999").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, invalid_limit, limit",
    "limit=-1, invalid_limit, limit",
    "limit=1.5, invalid_limit, limit",
    "limit=x, invalid_limit, limit",
    "limit=99999999999999999999, invalid_limit, limit",
    "cursor=zz, invalid_cursor, cursor",
    "cursor=%00, invalid_cursor, cursor",
    "userId=zz, invalid_id, userId",
    "fileRequestId=1, invalid_id, fileRequestId"
  })
  void refuses(String query, String code, String path) {
    Response answer = api.list(query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  private List<String> uploads(int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(api.uploadOne(UploadDocument.of("x" + i)));
    }
    return ids;
  }

  private List<String> allPages(int limit) {
    var ids = new ArrayList<String>();
    String cursor = "";
    while (cursor != null) {
      JsonPath page = page("limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      ids.addAll(page.getList("files.id"));
      cursor = page.getString("nextCursor");
    }
    return ids;
  }

  private JsonPath page(String query) {
    return api.list(query).then().statusCode(200).extract().jsonPath();
  }
}
