package dev.satchel.blob;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * What an operator wants to know of the object store: how long it takes for what is asked of it,
 * all tries of a request together, and how often it fails, and in which way. A read is timed until
 * its answer has begun, since the rest is the client's pace.
 */
final class StoreMetrics implements ExecutionInterceptor {

  private static final String OPERATION = "operation";
  private static final ExecutionAttribute<Call> CALL = RequestAttributes.named("satchel.call");

  private final MeterRegistry registry;

  /** A request under way; its tries are made one after the other. */
  private static final class Call {
    final long begun = System.nanoTime();
    int tries;
  }

  StoreMetrics(MeterRegistry registry) {
    this.registry = registry;
    Stream.of("GetObject", "PutObject", "UploadPart").forEach(this::retries);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(CALL, new Call());
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    if (of(attributes).tries++ > 0) {
      retries(operation(call.request())).increment();
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    ended(call.request(), attributes, "done");
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    ended(call.request(), attributes, outcome(call.exception()));
  }

  private void ended(SdkRequest request, ExecutionAttributes attributes, String outcome) {
    registry
        .timer("satchel.store.requests", OPERATION, operation(request), "outcome", outcome)
        .record(Duration.ofNanos(System.nanoTime() - of(attributes).begun));
  }

  private Counter retries(String operation) {
    return registry.counter("satchel.store.retries", OPERATION, operation);
  }

  private static Call of(ExecutionAttributes attributes) {
    return Objects.requireNonNull(attributes.getAttribute(CALL), "Every request begins");
  }

  /** The operation as S3 names it. */
  static String operation(SdkRequest request) {
    String type = request.getClass().getSimpleName();
    return type.substring(0, type.length() - "Request".length());
  }

  /** Of a fixed set: the store's own codes are texts of somebody else. */
  static String outcome(Throwable failure) {
    return switch (StoreOperation.cause(failure)) {
      case SdkServiceException answer -> outcome(answer.statusCode());
      case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> "timeout";
      default -> "no_connection";
    };
  }

  private static String outcome(int status) {
    return switch (status) {
      case 404 -> "not_found";
      case 429, 503 -> "slow_down";
      default -> status < 500 ? "refused" : "failed";
    };
  }
}
