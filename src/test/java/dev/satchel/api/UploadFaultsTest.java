package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of a document, with its code and its path, and nothing left of any of them. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class UploadFaultsTest {

  private static final String GOOD = "{'name':'n','type':'a/b','contents':'aGk='}";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @AfterAll
  static void nothingIsLeft() throws Exception {
    Storage.assertTidy();
  }

  /** In the documents, ' stands for ", GOOD for a valid file and USER for a valid user. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                                       | invalid_json    |
          hello                                                    | invalid_json    |
          {'files':[GOOD],'userId':'USER'                          | invalid_json    |
          {'files':[GOOD],'userId':'USER'}x                        | invalid_json    |
          {'files':[GOOD],'userId':'USER'}{}                       | invalid_json    |
          {'files':[GOOD],'userId':'USER',}                        | invalid_json    |
          {'files':[GOOD,],'userId':'USER'}                        | invalid_json    |
          {'files':[GOOD],'userId':'USER','x':NaN}                 | invalid_json    |
          {'files':[GOOD],'userId':'USER','x':01}                  | invalid_json    |
          {'files':[GOOD],'userId':'USER','x':'\\x'}               | invalid_json    |
          []                                                       | wrong_type      |
          {'files':{},'userId':'USER'}                             | wrong_type      | files
          {'files':['x'],'userId':'USER'}                          | wrong_type      | files[0]
          {'files':[GOOD],'userId':1}                              | wrong_type      | userId
          {'files':[GOOD],'userId':'USER','expiryInterval':'1'}    | wrong_type      | expiryInterval
          {'files':[{'name':1}],'userId':'USER'}                   | wrong_type      | files[0].name
          {'files':[{'contents':null}],'userId':'USER'}            | wrong_type      | files[0].contents
          {'userId':'USER'}                                        | missing_member  | files
          {'files':[GOOD]}                                         | missing_member  | userId
          {'files':[GOOD],'userId':null}                           | wrong_type      | userId
          {'files':[{'name':'n','type':'a/b'}],'userId':'USER'}    | missing_member  | files[0].contents
          {'files':[GOOD,{'name':'n','contents':''}],'userId':'USER'} | missing_member | files[1].type
          {'files':[{'type':'a/b','contents':''}],'userId':'USER'} | missing_member  | files[0].name
          {'files':[],'userId':'USER'}                             | no_files        | files
          {'files':[GOOD],'userId':'USER','userId':'USER'}         | duplicate_member | userId
          {'files':[{'name':'a','name':'a'}],'userId':'USER'}      | duplicate_member | files[0].name
          {'files':[{'contents':'','contents':''}],'userId':'USER'} | duplicate_member | files[0].contents
          {'files':[{'contents':'a-_b'}],'userId':'USER'}          | invalid_base64  | files[0].contents
          {'files':[{'contents':'aGk=aGk='}],'userId':'USER'}      | invalid_base64  | files[0].contents
          {'files':[GOOD,{'contents':'a'}],'userId':'USER'}        | invalid_base64  | files[1].contents
          {'files':[{'name':''}],'userId':'USER'}                  | text_empty      | files[0].name
          {'files':[{'name':'a\\u0000'}],'userId':'USER'}          | unsupported_text | files[0].name
          {'files':[{'description':'\\ud800'}],'userId':'USER'}    | unsupported_text | files[0].description
          {'files':[GOOD],'userId':'9d6ad525'}                     | invalid_id      | userId
          {'files':[GOOD],'userId':'9d6ad525-90c6-4c03-8f05-63584ee20a2g'} | invalid_id | userId
          {'files':[GOOD],'userId':'USER','fileRequestId':'x'}     | invalid_id      | fileRequestId
          {'files':[GOOD],'userId':'USER','fileRequestId':'USER'}  | unknown_file_request | fileRequestId
          {'files':[{'type':'nope'}],'userId':'USER'}              | invalid_media_type | files[0].type
          {'files':[GOOD],'userId':'USER','expiryInterval':0}      | invalid_value   | expiryInterval
          {'files':[GOOD],'userId':'USER','expiryInterval':-1}     | invalid_value   | expiryInterval
          {'files':[GOOD],'userId':'USER','expiryInterval':1.5}    | invalid_value   | expiryInterval
          {'files':[GOOD],'userId':'USER','expiryInterval':3153600001} | invalid_value | expiryInterval
          {'files':[GOOD],'userId':'USER','expiryInterval':1e999999999} | invalid_value | expiryInterval
          """)
  void refuses(String document, String code, String path) {
    assertRefused(document(document), 400, code, path);
  }

  @ParameterizedTest
  @CsvSource({"name, 255", "description, 2000"})
  void takesTextsUpToTheirLengthInCharacters(String member, int length) {
    api.post(UploadDocument.of("x").with(member, "😀".repeat(length))).then().statusCode(200);

    assertRefused(
        UploadDocument.of("x").with(member, "😀".repeat(length) + "a").toString(),
        400,
        "text_too_long",
        "files[0]." + member);
  }

  @ParameterizedTest
  @CsvSource({"64, 200", "65, 400"})
  void takesUnknownMembersUpToTheirDepth(int depth, int status) {
    String unknown = "[".repeat(depth) + "]".repeat(depth);
    String document = "{'x':" + unknown + ",'files':[GOOD],'userId':'USER'}";

    assertThat(api.post(utf8(document(document))).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"c328", "c0af", "eda080", "f4908080", "ff"})
  void refusesWhatIsNotUtf8(String hex) {
    byte[] octets = HexFormat.of().parseHex(hex);
    String[] halves = document("{'files':[{'name':'|'}],'userId':'USER'}").split("\\|", 2);
    var body = new ByteArrayOutputStream();
    body.writeBytes(utf8(halves[0]));
    body.writeBytes(octets);
    body.writeBytes(utf8(halves[1]));

    var answer = api.post(body.toByteArray());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_encoding");
  }

  @ParameterizedTest
  @CsvSource({"100, 200", "101, 413"})
  void takesUpToAHundredFiles(int count, int status) {
    String document = "{'userId':'USER','files':[" + "GOOD,".repeat(count - 1) + "GOOD]}";

    var answer = api.post(utf8(document(document)));

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 413) {
      assertThat(answer.jsonPath().getString("code")).isEqualTo("too_many_files");
      assertThat(answer.jsonPath().getString("path")).startsWith("files");
    }
  }

  private void assertRefused(String document, int status, String code, String path) {
    var answer = api.post(utf8(document));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getMap("$")).containsOnlyKeys("error", "code", "path");
    assertThat(answer.jsonPath().getString("code")).as(answer.asString()).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
    assertThat(answer.jsonPath().getString("error"))
        .isNotBlank()
        .contains(path == null ? "" : path);
  }

  private static String document(String template) {
    return (template == null ? "" : template)
        .replace("GOOD", GOOD)
        .replace("USER", UploadDocument.USER)
        .replace('\'', '"');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
