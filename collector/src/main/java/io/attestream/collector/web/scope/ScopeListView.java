package io.attestream.collector.web.scope;

import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.web.view.GradeBadge;
import java.util.List;
import java.util.Map;

/**
 * The scopes, by name.
 *
 * @param problems why the last attempt was refused
 * @param sent what was sent then, by field
 */
public record ScopeListView(List<Line> lines, List<String> problems, Map<String, String> sent) {
  private static final int SHOWN = 6;

  /**
   * A scope.
   *
   * @param units names of the units that are in it now
   * @param grades how many controls have each grade; every grade is there
   * @param rows of its own Statement; 0 while that of everything holds
   * @param version the newest that is frozen, or 0
   */
  public record Line(
      NamedScope scope,
      List<String> units,
      Map<GradeBadge, Integer> grades,
      int rows,
      long version) {
    public List<String> shown() {
      return units.stream().limit(SHOWN).toList();
    }

    public int more() {
      return Math.max(0, units.size() - SHOWN);
    }

    /** The grades that a control has. */
    public List<Map.Entry<GradeBadge, Integer>> counted() {
      return grades.entrySet().stream().filter(count -> count.getValue() > 0).toList();
    }
  }

  public ScopeListView {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
    sent = Map.copyOf(sent);
  }

  /** What was sent in a field, so that nobody types it twice. */
  public String tried(String field) {
    return sent.getOrDefault(field, "");
  }
}
