package io.attestream.collector.control;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Until when the evidence of a control is fresh enough to stay green, if nothing comes in: from then on
 * too few of its units are fresh, or one of its KEY checks is stale.
 */
final class Freshness {
  private Freshness() {}

  /** The last such moment in epoch milliseconds, which may be past; empty without a result. */
  static OptionalLong until(List<Mapping.Edge> edges, Snapshot known) {
    long[] units =
        edges.stream()
            .flatMap(edge -> known.counters(edge.check().id()).stream())
            .mapToLong(Counter::unit)
            .distinct()
            .map(known.units()::freshUntil)
            .sorted()
            .toArray();
    if (units.length == 0) {
      return OptionalLong.empty();
    }
    double full = known.parameters().evidence().coverageFull();
    int gone = 1;
    while (gone < units.length && (double) (units.length - gone) / units.length >= full) {
      gone++;
    }
    LongStream checks =
        edges.stream()
            .filter(Mapping.Edge::key)
            .map(edge -> known.counters(edge.check().id()))
            .filter(counters -> !counters.isEmpty())
            .mapToLong(
                counters ->
                    counters.stream()
                        .mapToLong(c -> known.units().freshUntil(c.unit()))
                        .max()
                        .orElseThrow());
    return LongStream.concat(LongStream.of(units[gone - 1]), checks).min();
  }
}
