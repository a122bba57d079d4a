package dev.satchel.blob;

import static dev.satchel.blob.StoreOperation.LIST;
import static dev.satchel.blob.StoreOperation.READ;
import static dev.satchel.blob.StoreOperation.REMOVE;
import static dev.satchel.blob.StoreOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.StoreOperation.Meaning;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StoreOperationTest {

  /** An answer of the store. */
  record Answer(int status, String code) {

    S3Exception exception() {
      var details = AwsErrorDetails.builder().errorCode(code).build();
      return (S3Exception)
          (code.equals("NoSuchKey") ? NoSuchKeyException.builder() : S3Exception.builder())
              .statusCode(status)
              .requestId("tx-1")
              .awsErrorDetails(details)
              .build();
    }
  }

  /** All that is not {@link Meaning#UNAVAILABLE}. */
  private static final Map<StoreOperation, Map<String, Meaning>> TABLE =
      Map.of(
          READ, Map.of("NoSuchKey", Meaning.LOST, "InvalidRange", Meaning.CORRUPT),
          WRITE, Map.of(),
          REMOVE, Map.of("NoSuchKey", Meaning.DONE, "NoSuchUpload", Meaning.DONE),
          LIST,
              Map.of(
                  "NotImplemented",
                  Meaning.NOT_IMPLEMENTED,
                  "MethodNotAllowed",
                  Meaning.NOT_IMPLEMENTED));

  private static final Stream<Answer> ANSWERS =
      Stream.of(
          new Answer(400, "BadDigest"),
          new Answer(400, "EntityTooSmall"),
          new Answer(400, "InvalidRequest"),
          new Answer(400, "RequestTimeout"),
          new Answer(400, "XAmzContentSHA256Mismatch"),
          new Answer(403, "AccessDenied"),
          new Answer(403, "InvalidAccessKeyId"),
          new Answer(403, "InvalidObjectState"),
          new Answer(403, "RequestTimeTooSkewed"),
          new Answer(403, "SignatureDoesNotMatch"),
          new Answer(404, ""),
          new Answer(404, "NoSuchBucket"),
          new Answer(404, "NoSuchKey"),
          new Answer(404, "NoSuchUpload"),
          new Answer(405, "MethodNotAllowed"),
          new Answer(409, "OperationAborted"),
          new Answer(412, "PreconditionFailed"),
          new Answer(416, "InvalidRange"),
          new Answer(429, "TooManyRequests"),
          new Answer(500, "InternalError"),
          new Answer(501, "NotImplemented"),
          new Answer(503, "SlowDown"),
          new Answer(507, "InsufficientCapacity"));

  static Stream<Answer> answers() {
    return ANSWERS;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachAnswerMeansWhatTheTableSays(Answer answer) {
    for (StoreOperation operation : StoreOperation.values()) {
      assertThat(operation.meaning(answer.exception()))
          .as("%s to %s", answer, operation)
          .isEqualTo(
              Objects.requireNonNull(TABLE.get(operation))
                  .getOrDefault(answer.code(), Meaning.UNAVAILABLE));
      assertThat(operation.meaning(new CompletionException(answer.exception())))
          .isEqualTo(operation.meaning(answer.exception()));
    }
  }

  /** Some stores send no error code with these. */
  @Test
  void aStatusAloneTellsThatACallIsNotKnown() {
    assertThat(LIST.meaning(new Answer(501, "").exception())).isEqualTo(Meaning.NOT_IMPLEMENTED);
    assertThat(LIST.meaning(new Answer(405, "").exception())).isEqualTo(Meaning.NOT_IMPLEMENTED);
    assertThat(WRITE.meaning(new Answer(501, "").exception())).isEqualTo(Meaning.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource
  void whatKeepsARequestFromTheStoreIsAnOutage(StoreOperation operation) {
    for (Throwable failure :
        new Throwable[] {
          SdkClientException.create("no", new ConnectException("Connection refused")),
          new TimeoutException("The object store has fallen silent")
        }) {
      assertThat(operation.translated(failure))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE));
    }
  }

  @Test
  void aLostBlobIsLostToReadersOnly() {
    S3Exception noSuchKey = new Answer(404, "NoSuchKey").exception();

    assertThat(READ.translated(noSuchKey)).isInstanceOf(LostBlobException.class);
    assertThat(READ.translated(new Answer(416, "InvalidRange").exception()))
        .isInstanceOf(CorruptBlobException.class);
    assertThat(WRITE.translated(noSuchKey)).isInstanceOf(ProblemException.class);
  }

  @Test
  void whatIsTranslatedStaysAsItIs() {
    RuntimeException translated = READ.translated(new Answer(404, "NoSuchKey").exception());
    var left = new CancellationException();

    assertThat(WRITE.translated(new CompletionException(translated))).isSameAs(translated);
    assertThat(READ.translated(left)).isSameAs(left);
  }

  @Test
  void theLogHearsTheStoresErrorCode() {
    assertThat(WRITE.translated(new Answer(403, "InvalidAccessKeyId").exception()).getCause())
        .hasMessage("The object store did not write: 403 InvalidAccessKeyId, request tx-1");
    assertThat(
            READ.translated(SdkClientException.create("long", new ConnectException("refused")))
                .getCause())
        .hasMessage("The object store did not read: ConnectException, refused");
  }
}
