package dev.satchel.blob;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * A span for each request to the object store that is part of a trace, named by the operation. Says
 * neither bucket nor key, nor what the store has answered besides the kind of a failure. The store
 * itself is told nothing of the trace.
 */
final class StoreTraces implements ExecutionInterceptor {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("rpc.service");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final ExecutionAttribute<Context> PARENT =
      RequestAttributes.named("satchel.trace");
  private static final ExecutionAttribute<Span> SPAN = RequestAttributes.named("satchel.span");

  private final Tracer tracer;

  StoreTraces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.satchel.blob");
  }

  /** The same for requests that belong to the trace of now, on whatever thread they are made. */
  static AwsRequestOverrideConfiguration within(AwsRequestOverrideConfiguration settings) {
    Context now = Context.current();
    return isTraced(now)
        ? settings.toBuilder().putExecutionAttribute(PARENT, now).build()
        : settings;
  }

  @Override
  public void beforeExecution(BeforeExecution call, ExecutionAttributes attributes) {
    Context parent = attributes.getOptionalAttribute(PARENT).orElseGet(Context::current);
    if (isTraced(parent)) {
      attributes.putAttribute(SPAN, begun(call.request(), parent));
    }
  }

  @Override
  public void afterExecution(AfterExecution call, ExecutionAttributes attributes) {
    attributes.getOptionalAttribute(SPAN).ifPresent(Span::end);
  }

  @Override
  public void onExecutionFailure(FailedExecution call, ExecutionAttributes attributes) {
    attributes
        .getOptionalAttribute(SPAN)
        .ifPresent(
            span -> {
              span.setStatus(StatusCode.ERROR);
              span.setAttribute(ERROR, StoreMetrics.outcome(call.exception())).end();
            });
  }

  private Span begun(SdkRequest request, Context parent) {
    String operation = StoreMetrics.operation(request);
    return tracer
        .spanBuilder("S3." + operation)
        .setSpanKind(SpanKind.CLIENT)
        .setParent(parent)
        .setAttribute(SYSTEM, "aws-api")
        .setAttribute(SERVICE, "S3")
        .setAttribute(METHOD, operation)
        .startSpan();
  }

  private static boolean isTraced(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }
}
