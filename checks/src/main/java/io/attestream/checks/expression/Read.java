package io.attestream.checks.expression;

import io.attestream.checks.path.ObservePath;
import java.util.Collection;

/**
 * A read of the evidence by an expression.
 *
 * @param path below {@code r}, without list steps
 */
public record Read(ObservePath path, Kind kind) {
  /** What of the value is read. */
  public enum Kind {
    /** The value itself, with everything below it. */
    VALUE,
    /** Whether it is there, or its elements one by one. */
    PRESENCE,
    /** How many elements it has. */
    SIZE
  }

  /**
   * Whether a projection by these paths holds all that is read. List steps are left aside, as the
   * shape of a document shows only when an expression runs.
   */
  public boolean coveredBy(Collection<ObservePath> observed) {
    return observed.stream().anyMatch(this::coveredBy);
  }

  /** Whether a projection by this path holds all that is read. */
  public boolean coveredBy(ObservePath observed) {
    ObservePath held = observed.keysOnly();
    return held.covers(path)
        || switch (kind) {
          case VALUE -> false;
          case PRESENCE -> path.covers(held);
          case SIZE -> path.covers(held) && observed.listAfter(path.steps().size());
        };
  }
}
