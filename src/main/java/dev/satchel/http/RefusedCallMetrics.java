package dev.satchel.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;

/**
 * Counts calls of those who have no key together, whatever path they name, and likewise calls whose
 * client left before it was known what the path means: there is a bound to how many paths are
 * counted, and nobody may use it up for the others.
 */
@Singleton
class RefusedCallMetrics implements MeterFilter {

  private static final String UNAUTHORIZED = "401";
  private static final Tag REFUSED = Tag.of("uri", "REFUSED");

  /** What Quarkus says instead of a status where the connection or the stream is reset. */
  private static final String LEFT = "RESET";

  private static final Tag GONE = Tag.of("uri", "GONE");

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().equals("http.server.requests")) {
      return id;
    }
    return switch (id.getTag("status")) {
      case UNAUTHORIZED -> id.replaceTags(Tags.of(id.getTags()).and(REFUSED));
      case LEFT -> id.replaceTags(Tags.of(id.getTags()).and(GONE));
      case null, default -> id;
    };
  }
}
