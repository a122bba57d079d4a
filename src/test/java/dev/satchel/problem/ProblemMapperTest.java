package dev.satchel.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.satchel.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ProblemMapper mapper =
      new ProblemMapper(
          Settings.with(ProblemConfig.class, Map.of("satchel.api.retry-after", "7s")),
          new ProblemCounts(registry));

  @ParameterizedTest
  @EnumSource
  void answersEveryProblemWithItsCode(ProblemCode code) {
    Response answer = mapper.map(new ProblemException(code, "files[1].name", "It is wrong."));

    assertThat(answer.getStatus()).isEqualTo(code.status());
    assertThat(answer.getMediaType()).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
    assertThat(answer.getEntity())
        .isEqualTo(new ErrorView("It is wrong.", code.wireName(), "files[1].name"));
    assertThat(answer.getHeaderString("Retry-After")).isEqualTo(code.status() == 503 ? "7" : null);
  }

  @Test
  void countsEachByItsCode() {
    mapper.map(new ProblemException(ProblemCode.INVALID_JSON, null, "It is wrong."));
    mapper.map(new ProblemException(ProblemCode.INVALID_JSON, null, "It is wrong again."));
    mapper.map(new IllegalStateException("not said"));

    assertThat(counted("invalid_json")).isEqualTo(2);
    assertThat(counted("fault")).isEqualTo(1);
    assertThat(counted("overloaded")).isZero();
  }

  private double counted(String code) {
    return registry.get("satchel.problems").tag("code", code).counter().count();
  }

  @Test
  void namesTheDependencyThatHasFailed() {
    var refused = new ConnectException("Connection refused: db.internal/10.0.0.7:5432");

    assertUnavailable(
        ProblemException.databaseUnavailable(refused),
        new ErrorView("The database is not available.", "database_unavailable", null));
    assertUnavailable(
        ProblemException.storageUnavailable(refused),
        new ErrorView("The object store is not available.", "storage_unavailable", null));
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("select secret from stored_file at 10.0.0.7"),
        new NullPointerException(),
        new StackOverflowError(),
        new JsonMappingException(null, "A view that cannot be written"),
        refused("57P01"),
        refused("42P01"),
        new VertxException("Connection was closed"),
        ClosedConnectionException.INSTANCE,
        new IOException("Connection reset by peer"),
        new TimeoutException("Timeout"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void guessesNothingOfAFaultWithoutACode(Throwable fault) {
    Response answer = mapper.map(fault);

    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.hasEntity()).isFalse();
    assertThat(answer.getHeaders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_request",
    "405, method_not_allowed",
    "406, not_acceptable",
    "415, unsupported_media_type"
  })
  void explainsWhatTheFrameworkRefuses(int status, String code) {
    Response answer = mapper.map(new WebApplicationException("At line 7 of Some.java", status));

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.getEntity())
        .isInstanceOfSatisfying(
            ErrorView.class,
            view -> {
              assertThat(view.code()).isEqualTo(code);
              assertThat(view.error()).endsWith(".").doesNotContain("Some.java");
              assertThat(view.path()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 500})
  void leavesTheOthersWithoutABody(int status) {
    Response answer = mapper.map(new WebApplicationException("At line 7 of Some.java", status));

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.hasEntity()).isFalse();
    assertThat(mapper.map(new NotFoundException("no such path")).hasEntity()).isFalse();
  }

  private void assertUnavailable(ProblemException problem, ErrorView body) {
    Response answer = mapper.map(problem);

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeaderString("Retry-After")).isEqualTo("7");
    assertThat(answer.getEntity()).isEqualTo(body);
  }

  private static PgException refused(String sqlState) {
    return new PgException("relation \"secret\"", "ERROR", sqlState, "at db.internal");
  }
}
