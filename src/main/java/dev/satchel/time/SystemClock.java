package dev.satchel.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Gives everyone the same clock, in UTC and in microseconds: what is stored is what was read. */
final class SystemClock {

  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  @Produces
  @DefaultBean
  @ApplicationScoped
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }
}
