package dev.satchel.database;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Leaves statements out of the traces that belong to none, such as those by which each replica
 * looks for due deliveries once a second: each would be a trace of its own. All else is sampled as
 * the settings say.
 */
@Singleton
final class TracedStatements implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

  @Override
  public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    builder.addSamplerCustomizer((chosen, settings) -> new WithinTraces(chosen));
  }

  /**
   * @param others decides about all other spans
   */
  record WithinTraces(Sampler others) implements Sampler {

    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system");

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      boolean isAlone = !Span.fromContext(parent).getSpanContext().isValid();
      return isAlone && attributes.get(DATABASE) != null
          ? SamplingResult.drop()
          : others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return "WithinTraces{" + others.getDescription() + "}";
    }
  }
}
