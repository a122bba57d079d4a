package dev.satchel.webhook;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * A trace of its own for each attempt at a delivery, where traces are switched on. It holds ids and
 * what came of it; where the delivery goes is not in it, since a target's URL may be a secret. What
 * a target is told of the trace is the header {@code traceparent} of W3C's Trace Context and
 * nothing else, unless {@code satchel.webhooks.trace-context} is off.
 */
@ApplicationScoped
class DeliverySpans {

  private static final AttributeKey<String> EVENT = AttributeKey.stringKey("satchel.event");
  private static final AttributeKey<String> DELIVERY = AttributeKey.stringKey("satchel.delivery");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("satchel.attempt");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final boolean tellsTargets;

  DeliverySpans(OpenTelemetry telemetry, WebhookConfig config) {
    this.tracer = telemetry.getTracer("dev.satchel.webhook");
    this.tellsTargets = config.traceContext();
  }

  /** To be given to {@link #ended}. Costs next to nothing where traces are off. */
  Span begun(DueDelivery delivery) {
    return tracer
        .spanBuilder("deliver")
        .setNoParent()
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(EVENT, delivery.event().toString())
        .setAttribute(DELIVERY, delivery.id().toString())
        .setAttribute(ATTEMPT, (long) delivery.attempt())
        .startSpan();
  }

  void ended(Span span, Attempt attempt) {
    if (attempt.statusCode() != null) {
      span.setAttribute(STATUS, attempt.statusCode().longValue());
    }
    if (attempt.error() != null) {
      span.setAttribute(ERROR, attempt.error().wireName()).setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  /** The value of {@code traceparent}, where the target is to have one. */
  Optional<String> traceParent(Span span) {
    SpanContext trace = span.getSpanContext();
    return tellsTargets && trace.isValid()
        ? Optional.of(
            "00-%s-%s-%s"
                .formatted(trace.getTraceId(), trace.getSpanId(), trace.getTraceFlags().asHex()))
        : Optional.empty();
  }
}
