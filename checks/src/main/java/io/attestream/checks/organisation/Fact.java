package io.attestream.checks.organisation;

import io.attestream.checks.model.Param;
import java.util.List;

/**
 * Something that an organisation says of itself.
 *
 * @param key section and name in its file, {@code tags.classified}
 * @param sets the parameters that take the value; of several facts that set one list, it is the union
 */
public record Fact(String key, Param.Type type, String meaning, List<Target> sets) {
  /** A parameter of a check. */
  public record Target(String check, String param) {}

  public Fact {
    sets = List.copyOf(sets);
  }

  /** {@code tags} of {@code tags.classified}. */
  public String section() {
    return key.substring(0, key.indexOf('.'));
  }

  /** {@code classified} of {@code tags.classified}. */
  public String name() {
    return key.substring(key.indexOf('.') + 1);
  }
}
