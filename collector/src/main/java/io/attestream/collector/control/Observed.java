package io.attestream.collector.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much of what should be observed is observed now.
 *
 * @param coverage 0 to 1
 * @param least what the coverage is the share of
 * @param units in which a check of the control has results
 */
record Observed(double coverage, String least, Set<Long> units) {

  /** The least of units with fresh evidence and, for each KEY check, results that are not UNKNOWN. */
  static Observed of(List<Mapping.Edge> edges, Snapshot estate) {
    Observed observed = new Observed(1, "the scope units", new HashSet<>());
    for (Mapping.Edge edge : edges) {
      List<Counter> counters = estate.counters(edge.check().id());
      counters.forEach(c -> observed.units.add(c.unit()));
    }
    Observed least = observed;
    for (Mapping.Edge edge : edges) {
      List<Counter> counters = estate.counters(edge.check().id());
      if (edge.key() && !counters.isEmpty()) {
        long all = counters.stream().mapToLong(Counter::all).sum();
        long unknown = counters.stream().mapToLong(Counter::unknown).sum();
        least = least.or((double) (all - unknown) / all, "the results of " + edge.check().id());
      }
    }
    if (!least.units.isEmpty()) {
      long fresh = least.units.stream().filter(u -> !estate.units().stale(u)).count();
      least = least.or((double) fresh / least.units.size(), "the scope units with fresh evidence");
    }
    return least;
  }

  private Observed or(double share, String of) {
    return share < coverage ? new Observed(share, of, units) : this;
  }
}
