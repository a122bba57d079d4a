package dev.satchel.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as Jackson reads it: names and values in their order, repeated names kept.
 *
 * <p>Jackson is given characters, because its own decoding of UTF-8 is laxer than RFC 3629.
 */
sealed interface ReferenceTree {
  JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  record Member(String name, ReferenceTree value) {}

  record Members(List<Member> members) implements ReferenceTree {}

  record Elements(List<ReferenceTree> elements) implements ReferenceTree {}

  record Text(String value) implements ReferenceTree {}

  record Numeral(String spelling) implements ReferenceTree {}

  record Nothing() implements ReferenceTree {}

  record Flag() implements ReferenceTree {}

  /** The tree of the document; empty if it is not JSON in UTF-8. */
  static Optional<ReferenceTree> of(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return Optional.of(parsed(text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static ReferenceTree parsed(String text) throws IOException {
    try (JsonParser parser = JACKSON.createParser(text)) {
      ReferenceTree tree = tree(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IOException("More than one document");
      }
      return tree;
    }
  }

  private static ReferenceTree tree(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      throw new IOException("No document");
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> new Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
      case VALUE_NULL -> new Nothing();
      case VALUE_TRUE, VALUE_FALSE -> new Flag();
      default -> throw new IOException("Unexpected " + token);
    };
  }

  private static ReferenceTree members(JsonParser parser) throws IOException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      members.add(new Member(name, tree(parser, parser.nextToken())));
    }
    return new Members(members);
  }

  private static ReferenceTree elements(JsonParser parser) throws IOException {
    List<ReferenceTree> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      elements.add(tree(parser, token));
      token = parser.nextToken();
    }
    return new Elements(elements);
  }
}
