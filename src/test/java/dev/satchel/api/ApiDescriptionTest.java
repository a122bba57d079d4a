package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.satchel.testing.Management;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What generators of clients need of the OpenAPI document, and that the kept copy is true. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ApiDescriptionTest {

  private static final Path KEPT = Path.of("docs/openapi.yaml");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Names of classes that are there in Java, TypeScript, Kotlin or C# already. */
  private static final List<String> TAKEN =
      List.of("Error", "Exception", "File", "Object", "Record", "Request", "Response", "UUID");

  /** What an upload sends is written piece by piece, and has no type in Python. */
  private static final List<String> STREAMED = List.of("Upload", "UploadForm", "UploadedFile");

  private final JsonNode document = made();

  @Test
  void isTheKeptOne() throws IOException {
    assertThat(YAML.readTree(KEPT.toFile()))
        .as("%s; this test's start wrote target/openapi/openapi.yaml: copy it", KEPT)
        .isEqualTo(document);
  }

  /** That they are all as they should be is tested where there is a Python. */
  @Test
  void isKnownToTheClientForPython() throws IOException {
    String types = Files.readString(Path.of("clients/python/satchel_client/types.py"));

    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(field -> requireKnown(types, schema.getKey(), field)));
  }

  private static void requireKnown(String types, String schema, String field) {
    if (!STREAMED.contains(schema)) {
      String fromItOn = types.substring(types.indexOf("\nclass " + schema + "("));
      assertThat(fromItOn.split("\n\n\n", 2)[0])
          .as("%s of %s, see clients/python/generate_types.py", field, schema)
          .contains("\n    " + field + ": ");
    }
  }

  @Test
  void isServedAsItIsKept() throws IOException {
    var served = Management.get("/q/openapi").then().statusCode(200).extract();

    assertThat(served.contentType()).isEqualTo("application/yaml");
    assertThat(served.asByteArray()).isEqualTo(Files.readAllBytes(KEPT));
  }

  @Test
  void namesEachOperationOnce() {
    assertThat(operations().map(it -> it.path("operationId").asText()))
        .doesNotContain("")
        .doesNotHaveDuplicates()
        .contains("uploadFiles", "uploadForm", "listFiles", "downloadFile", "deleteFile");
  }

  @Test
  void hasOneBodyForEachOperation() {
    assertThat(operations().map(it -> it.at("/requestBody/content").size())).containsOnly(0, 1);
  }

  @Test
  void takesNoNameOfTheLanguages() {
    assertThat(document.at("/components/schemas").fieldNames())
        .toIterable()
        .contains("StoredFile", "Problem")
        .doesNotContainAnyElementsOf(TAKEN);
  }

  @Test
  void saysWhatIdsAndTimesAre() {
    JsonNode file = document.at("/components/schemas/StoredFile/properties");

    assertThat(file.at("/id").toString()).isEqualTo("{\"type\":\"string\",\"format\":\"uuid\"}");
    assertThat(file.at("/createdAt/format").asText()).isEqualTo("date-time");
    assertThat(file.at("/expiresAt/format").asText()).isEqualTo("date-time");
    assertThat(file.at("/expiresAt/type").toString()).isEqualTo("[\"string\",\"null\"]");
    assertThat(file.at("/fileRequestId/type").toString()).isEqualTo("[\"string\",\"null\"]");
  }

  @Test
  void promisesEachMemberOfAnAnswerAndAsksForFewOfARequest() {
    assertThat(required("StoredFile")).contains("id", "description", "expiresAt", "size");
    assertThat(required("FilePage")).containsExactlyInAnyOrder("files", "nextCursor");
    assertThat(required("Upload")).containsExactlyInAnyOrder("files", "userId");
    assertThat(required("UploadedFile")).containsExactlyInAnyOrder("name", "type", "contents");
    assertThat(required("WebhookChange")).isEmpty();
  }

  @Test
  void takesAFormWhereItIsDescribed() {
    var form =
        RestAssured.given()
            .header("Authorization", "Bearer dev-key")
            .multiPart("files", "a.txt", new byte[] {1, 2, 3}, "text/plain")
            .multiPart("userId", UUID.randomUUID().toString());

    List<Map<String, Object>> files =
        form.post("/v1/files/form").then().statusCode(200).extract().jsonPath().getList("");

    assertThat(files).singleElement().extracting("originalName").isEqualTo("a.txt");
  }

  @Test
  void takesNothingElseThere() {
    RestAssured.given()
        .header("Authorization", "Bearer dev-key")
        .contentType("application/json")
        .body(UploadDocument.empty().file("a", "a/b", new byte[1]).bytes())
        .post("/v1/files/form")
        .then()
        .statusCode(415);
  }

  private List<String> required(String schema) {
    List<String> names = new ArrayList<>();
    document
        .at("/components/schemas/" + schema + "/required")
        .forEach(it -> names.add(it.asText()));
    return names;
  }

  private Stream<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    document.path("paths").forEach(path -> path.forEach(operations::add));
    return operations.stream();
  }

  private static JsonNode made() {
    try {
      return YAML.readTree(
          Management.get("/q/made-openapi").then().statusCode(200).extract().asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
