package dev.satchel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;

/** Reads a JSON object (RFC 8259) in UTF-8, with or without a byte-order mark. */
final class JsonDocument {

  /** Levels of nesting in a member, as in those of an upload; the object itself is one more. */
  private static final int MAX_DEPTH = 64;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Numbers are kept as they are, so that 3600.0 is whole and 3600.0000000000000001 is not. */
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(1 + MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * The members of the object.
   *
   * @throws ProblemException where {@code body} is not one JSON object and nothing else
   */
  JsonFields fields(Buffer body) {
    try (JsonParser parser = json.createParser(utf8(body))) {
      JsonFields fields = object(parser);
      if (parser.nextToken() != null) {
        throw notJson();
      }
      return fields;
    } catch (CharacterCodingException e) {
      throw problem(ProblemCode.INVALID_ENCODING, "The request is not valid UTF-8.");
    } catch (StreamConstraintsException e) {
      throw problem(ProblemCode.TOO_DEEP, "The document nests too deep or holds too long a value.");
    } catch (JsonProcessingException e) {
      throw notJson();
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is read but memory", e);
    }
  }

  private JsonFields object(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw notJson();
    }
    if (first != JsonToken.START_OBJECT) {
      throw problem(ProblemCode.WRONG_TYPE, "The body must be an object.");
    }
    var members = new HashMap<String, JsonNode>();
    var repeated = new HashSet<String>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (members.put(name, json.readTree(parser)) != null) {
        repeated.add(name);
      }
    }
    return new JsonFields(members, repeated);
  }

  private static String utf8(Buffer body) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static ProblemException notJson() {
    return problem(ProblemCode.INVALID_JSON, "The request is not valid JSON.");
  }

  private static ProblemException problem(ProblemCode code, String sentence) {
    return new ProblemException(code, null, sentence);
  }
}
