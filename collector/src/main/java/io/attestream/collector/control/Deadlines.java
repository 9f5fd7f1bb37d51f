package io.attestream.collector.control;

import io.attestream.checks.model.Severity;
import io.attestream.collector.assessment.GradingParameters;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** The moments at which facts change by clock alone. */
final class Deadlines {
  private final Snapshot known;
  private final Mapping mapping;

  Deadlines(Snapshot known, Mapping mapping) {
    this.known = known;
    this.mapping = mapping;
  }

  /**
   * The first after now, in epoch milliseconds: a unit grows stale, a failure reaches an age that a rule
   * asks for, or a day ends and with it due dates, exceptions and the day's roll-up move.
   */
  long next() {
    long midnight = (Period.day(known.now()) + 1) * Period.DAY;
    LongStream ages =
        known.counters().entrySet().stream()
            .flatMapToLong(
                entry ->
                    entry.getValue().stream()
                        .map(known::inScope)
                        .filter(Counter::fails)
                        .flatMapToLong(
                            c -> ages(mapping.severity(entry.getKey()), c.oldestFailure())));
    OptionalLong stale = known.units().nextStale();
    return LongStream.concat(ages, LongStream.of(midnight, stale.orElse(midnight)))
        .filter(at -> at > known.now())
        .min()
        .orElse(midnight);
  }

  /** Rules ask for more than so many whole days, or for so many. */
  private LongStream ages(Severity severity, long since) {
    GradingParameters limits = known.parameters();
    return List.of(
            limits.grace(severity),
            limits.majorAgeDays().getOrDefault(severity, 0L),
            limits.absence().days(),
            limits.across().untrackedDays())
        .stream()
        .flatMapToLong(days -> LongStream.of(days, days + 1))
        .map(days -> since + days * Period.DAY);
  }
}
