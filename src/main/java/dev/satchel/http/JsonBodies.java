package dev.satchel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.satchel.config.SatchelConfig;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a call that is not an upload: one JSON object of up to {@code
 * satchel.api.max-body-size} bytes, held in memory. Uploads are for the codec.
 */
@ApplicationScoped
public class JsonBodies {

  private static final int MAX_DEPTH = 64;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final long maxSize;

  JsonBodies(SatchelConfig config) {
    this.maxSize = config.api().maxBodySize().asLongValue();
  }

  /**
   * The object in the body of {@code request}. To be called on its event loop before a byte has
   * been read; answers there. Fails with {@link ProblemException} where the body is too large, cut
   * short, or not one JSON object.
   */
  public Uni<JsonFields> read(HttpServerRequest request) {
    return Uni.createFrom().completionStage(() -> body(request)).map(this::parse);
  }

  private CompletableFuture<Buffer> body(HttpServerRequest request) {
    var whole = new CompletableFuture<Buffer>();
    var gathered = Buffer.buffer();
    request.exceptionHandler(
        left ->
            whole.completeExceptionally(
                problem(ProblemCode.INCOMPLETE_BODY, "The request ended before its body did.")));
    request.endHandler(ended -> whole.complete(gathered));
    request.handler(
        chunk -> {
          if (gathered.length() + chunk.length() > maxSize) {
            request.pause();
            whole.completeExceptionally(tooLarge());
          } else {
            gathered.appendBuffer(chunk);
          }
        });
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaderNames.EXPECT))) {
      request.response().writeContinue();
    }
    request.resume();
    return whole;
  }

  private JsonFields parse(Buffer body) {
    return switch (tree(body)) {
      case ObjectNode object -> new JsonFields(object);
      case null, default ->
          throw problem(ProblemCode.WRONG_TYPE, "The document must be a JSON object.");
    };
  }

  private @Nullable JsonNode tree(Buffer body) {
    try (JsonParser parser = json.createParser(utf8(body))) {
      return json.readTree(parser);
    } catch (CharacterCodingException e) {
      throw problem(ProblemCode.INVALID_ENCODING, "The request is not valid UTF-8.");
    } catch (StreamConstraintsException e) {
      throw problem(ProblemCode.TOO_DEEP, "The document nests too deep or holds too long a value.");
    } catch (JsonProcessingException e) {
      throw problem(
          isDuplicate(e) ? ProblemCode.DUPLICATE_MEMBER : ProblemCode.INVALID_JSON,
          isDuplicate(e) ? "A member is given twice." : "The request is not valid JSON.");
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is read but memory", e);
    }
  }

  private static String utf8(Buffer body) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean isDuplicate(JsonProcessingException failure) {
    return failure.getOriginalMessage().startsWith("Duplicate field");
  }

  private ProblemException tooLarge() {
    return problem(
        ProblemCode.REQUEST_TOO_LARGE, "The request has more than " + maxSize + " bytes.");
  }

  private static ProblemException problem(ProblemCode code, String sentence) {
    return new ProblemException(code, null, sentence);
  }
}
