package dev.satchel.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How often callers were told of each problem. Any thread may call. */
@Startup
@ApplicationScoped
class ProblemCounts {

  private static final String NAME = "satchel.problems";
  private static final String CODE = "code";

  private final Map<ProblemCode, Counter> problems = new EnumMap<>(ProblemCode.class);
  private final Counter faults;

  ProblemCounts(MeterRegistry registry) {
    Arrays.stream(ProblemCode.values())
        .forEach(it -> problems.put(it, registry.counter(NAME, CODE, it.wireName())));
    faults = registry.counter(NAME, CODE, "fault");
  }

  void answered(ProblemCode code) {
    Objects.requireNonNull(problems.get(code)).increment();
  }

  /** A fault of ours was answered with 500. */
  void fault() {
    faults.increment();
  }
}
