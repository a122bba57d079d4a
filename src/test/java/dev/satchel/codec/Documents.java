package dev.satchel.codec;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Documents that tests read. */
final class Documents {
  static final String USER = "9d6ad525-90c6-4c03-8f05-63584ee20a29";

  /** Uses everything that a document may have, at least once. */
  static final String ALL_FEATURES =
      """
      \uFEFF \t\r\n{ "unkn\\u006Fwn": [1, -0.5e+10, {"a": [[], {}], "\\ud800": "\\u0000 é€😀 \\ud83d"}, true, false, null],
        "expiryInterval" : 36.0E2 , "files":[
          {"contents":"QUJD\\r\\n REVG\\tR\\u0030k\\/ +/8=\\n", "type":"image\\/jpeg", "n\\u0061me":"é€😀\\ud83d\\ude00.jpg"},
          {"name":"\\"\\\\\\/\\b\\f\\n\\r\\t", "contents":"", "description" : null, "type":"", "x":{"files":[]}},
          { "description":"Better than yesterday. ÿ 中 \uD83D\uDE00", "contents" : "QQ", "name": "n", "type":"a/b" }
        ] ,"userId":"9d6ad525-90c6-4c03-8f05-63584ee20a29","fileRequestId":null, "":0 }
      """;

  /** The last bytes are not whole base64 quads, names come last, the request has an id. */
  static final String OTHER_ORDER =
      """
      {"userId":"%s","fileRequestId":"f4d47426-c99a-43df-81ea-8304a62c5127","expiryInterval":null,"files":[{"type":"t",\
      "description":"","contents":"/////w==  ","name":"\\u00e9"}]}\
      """
          .formatted(USER);

  private Documents() {}

  /** A document with one file of these contents, as they stand between the quotes. */
  static String withContents(String contents) {
    return "{\"files\":[{\"name\":\"n\",\"type\":\"t\",\"contents\":\"%s\"}],\"userId\":\"%s\"}"
        .formatted(contents, USER);
  }

  /** A valid document with one more member of the request, as it stands in JSON. */
  static String withMember(String member) {
    return "{%s,\"files\":[{\"name\":\"n\",\"type\":\"t\",\"contents\":\"\"}],\"userId\":\"%s\"}"
        .formatted(member, USER);
  }

  /** A document with one file that has this member besides the {@code contents}. */
  static String withFileMembers(String members) {
    return "{\"files\":[{\"contents\":\"\",%s}],\"userId\":\"%s\"}".formatted(members, USER);
  }

  /** Documents that between them have every feature. */
  static Stream<String> valid() {
    return Stream.of(ALL_FEATURES, OTHER_ORDER, withContents("QUJDRA=="));
  }

  static byte[] utf8(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }
}
