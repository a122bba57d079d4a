package dev.satchel.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.satchel.testing.Settings;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {

  private final ProblemMapper mapper =
      new ProblemMapper(Settings.with(Map.of("satchel.api.retry-after", "7s")));

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

  static Stream<Throwable> lostDatabases() {
    return Stream.of(
        new ConnectException("Connection refused: db.internal/10.0.0.7:5432"),
        new IOException("Connection reset by peer"),
        new TimeoutException("Timeout"),
        ClosedConnectionException.INSTANCE,
        new VertxException("Connection was closed"),
        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
        new NoStackTraceThrowable("Timeout"),
        refused("08006"),
        refused("53300"),
        refused("57P01"),
        refused("57P03"));
  }

  @ParameterizedTest
  @MethodSource("lostDatabases")
  void asksToComeAgainWhenTheDatabaseIsLost(Throwable lost) {
    assertDatabaseUnavailable(mapper.map(lost));
    assertDatabaseUnavailable(mapper.map(new CompletionException(lost)));
    assertDatabaseUnavailable(
        mapper.map(new IllegalStateException("insert into file", new CompletionException(lost))));
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("select secret from stored_file at 10.0.0.7"),
        new NullPointerException(),
        new StackOverflowError(),
        new JsonMappingException(null, "A view that cannot be written"),
        refused("23505"),
        refused("42P01"),
        new VertxException("Something else"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysNothingOfAFaultOfOurs(Throwable fault) {
    Response answer = mapper.map(fault);

    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.hasEntity()).isFalse();
    assertThat(answer.getHeaders()).isEmpty();
  }

  @Test
  void endsOnCausesThatGoRoundInCircles() {
    var first = new IllegalStateException();
    first.initCause(new IllegalStateException(first));

    assertThat(mapper.map(first).getStatus()).isEqualTo(500);
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

  private static void assertDatabaseUnavailable(Response answer) {
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeaderString("Retry-After")).isEqualTo("7");
    assertThat(answer.getEntity())
        .isEqualTo(new ErrorView("The database is not available.", "database_unavailable", null));
  }

  private static PgException refused(String sqlState) {
    return new PgException("relation \"secret\"", "ERROR", sqlState, "at db.internal");
  }
}
