package io.attestream.collector.scopes;

import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be decided about scopes. Their grades are computed when they are asked for, so no grade that is
 * kept changes. Every method blocks.
 */
public final class Scopes {
  /** Most scopes that stand at a time. */
  public static final int MOST = 50;

  private final Decisions decisions;

  public Scopes(Decisions decisions) {
    this.decisions = decisions;
  }

  /** Defines it, or replaces the one of the same name, whose Statement stays. */
  public void define(String by, NamedScope scope) {
    DecisionRefused.unlessFree(scope.problems());
    decisions.decide(
        by,
        (handle, index, now) -> {
          var before = ScopeTable.find(handle, scope.name());
          if (before.isPresent() && before.get().equals(scope)) {
            throw new DecisionRefused("the scope is so already");
          }
          if (before.isEmpty() && ScopeTable.all(handle).size() >= MOST) {
            throw new DecisionRefused("there are " + MOST + " scopes; withdraw one first");
          }
          Map<String, Object> content = new TreeMap<>();
          before.ifPresent(b -> content.put("before", b.json()));
          content.put("after", scope.json());
          ScopeTable.put(handle, scope, by, now, index);
          return new Decision<>("scope", "scope/" + scope.name(), content, Set.of(), true);
        });
  }

  /**
   * Takes it back. The rows and versions of its Statement are kept, and stand again with a new scope of
   * that name.
   */
  public void withdraw(String by, String name) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          NamedScope scope =
              ScopeTable.find(handle, name)
                  .orElseThrow(() -> new DecisionRefused("there is no scope '" + name + "'"));
          ScopeTable.remove(handle, name);
          return new Decision<>(
              "scope-withdrawn", "scope/" + name, Map.of("scope", scope.json()), Set.of(), true);
        });
  }
}
