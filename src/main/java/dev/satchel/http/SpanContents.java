package dev.satchel.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes out of the spans of requests what their clients have written, and where these are: paths
 * and queries may hold names. The template of the route stays. An attribute cannot be removed, so
 * it is made a dash.
 */
@Singleton
class SpanContents implements SpanProcessor {

  private static final String NOT_TOLD = "-";

  private static final List<AttributeKey<String>> WRITTEN_BY_CLIENTS =
      Stream.of(
              "url.path",
              "url.query",
              "user_agent.original",
              "server.address",
              "client.address",
              "network.peer.address")
          .map(AttributeKey::stringKey)
          .toList();

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getKind() == SpanKind.SERVER) {
      WRITTEN_BY_CLIENTS.stream()
          .filter(it -> span.getAttribute(it) != null)
          .forEach(it -> span.setAttribute(it, NOT_TOLD));
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
