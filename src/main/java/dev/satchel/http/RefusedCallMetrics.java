package dev.satchel.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;

/**
 * Counts calls of those who have no key together, whatever path they name: there is a bound to how
 * many paths are counted, and nobody may use it up for the others.
 */
@Singleton
class RefusedCallMetrics implements MeterFilter {

  private static final String UNAUTHORIZED = "401";
  private static final Tag REFUSED = Tag.of("uri", "REFUSED");

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().equals("http.server.requests") && UNAUTHORIZED.equals(id.getTag("status"))
        ? id.replaceTags(Tags.of(id.getTags()).and(REFUSED))
        : id;
  }
}
