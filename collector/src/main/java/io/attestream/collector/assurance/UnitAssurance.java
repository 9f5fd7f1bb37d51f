package io.attestream.collector.assurance;

import java.util.List;

/**
 * How one unit was observed in a window.
 *
 * @param seen whether a commit over it has ever come, by the end of the window
 * @param expected observations that fell due in the window
 * @param received how many of those came
 * @param late how many of the received came after they were due, but before the evidence had decayed
 * @param gaps the times without observation, oldest first, none touching another
 */
public record UnitAssurance(
    String unit, boolean seen, long expected, long received, long late, List<BlindGap> gaps) {
  public UnitAssurance {
    gaps = List.copyOf(gaps);
  }
}
