package io.attestream.collector.assurance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a control was observed in a window, and what that showed.
 *
 * @param units in which a check of it has had results, and units that the owner declared and that never
 *     reported, by name
 */
public record ControlAssurance(Window window, List<UnitAssurance> units, Times times) {
  public ControlAssurance {
    units = List.copyOf(units);
  }

  static ControlAssurance of(
      Window window, Collection<UnitAssurance> units, Collection<CheckCourse> courses) {
    return new ControlAssurance(
        window,
        units.stream().sorted(Comparator.comparing(UnitAssurance::unit)).toList(),
        Times.of(window, units, courses));
  }

  /** Observations that fell due. */
  public long expected() {
    return units.stream().mapToLong(UnitAssurance::expected).sum();
  }

  public long received() {
    return units.stream().mapToLong(UnitAssurance::received).sum();
  }

  public long late() {
    return units.stream().mapToLong(UnitAssurance::late).sum();
  }

  /** Received of expected, 0 to 1; empty where nothing fell due. */
  public OptionalDouble share() {
    return expected() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) received() / expected());
  }

  /** The longest time in which one unit was not observed, the earliest of equals. */
  public Optional<BlindGap> longestGap() {
    return units.stream()
        .flatMap(unit -> unit.gaps().stream())
        .min(
            Comparator.comparing(BlindGap::length)
                .reversed()
                .thenComparing(BlindGap::from)
                .thenComparing(BlindGap::unit));
  }
}
