package io.attestream.collector.scopes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The scope units that are in a scope now: those whose name one of its patterns matches. */
public final class ScopeUnits {
  private static final ScopeUnits ALL = new ScopeUnits(Optional.empty());

  /** Names by id; empty for every unit there is or will be. */
  private final Optional<Map<Long, String>> names;

  private ScopeUnits(Optional<Map<Long, String>> names) {
    this.names = names;
  }

  /** Those of everything. */
  public static ScopeUnits all() {
    return ALL;
  }

  /** Those of a scope; none for one that is not defined. */
  public static ScopeUnits of(Handle handle, String scope) {
    return scope.equals(NamedScope.EVERYTHING)
        ? ALL
        : new ScopeUnits(
            Optional.of(
                matched(
                    handle,
                    ScopeTable.find(handle, scope).map(NamedScope::units).orElse(List.of()))));
  }

  private static Map<Long, String> matched(Handle handle, List<String> patterns) {
    Map<Long, String> units = new HashMap<>();
    for (String pattern : patterns) {
      handle
          .createQuery("SELECT id, name FROM unit WHERE name GLOB :pattern")
          .bind("pattern", pattern)
          .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
          .forEach(unit -> units.put(unit.getKey(), unit.getValue()));
    }
    return units;
  }

  public boolean has(long unit) {
    return names.map(known -> known.containsKey(unit)).orElse(true);
  }

  /** Whether one of these units is in the scope; {@code ""} names every unit. */
  public boolean hasAny(Collection<String> units) {
    return names.isEmpty()
        || units.contains("")
        || units.stream().anyMatch(names.get().values()::contains);
  }

  /** Ids, or empty for every unit. */
  public Optional<Set<Long>> ids() {
    return names.map(Map::keySet);
  }

  /** Names in order; empty for everything. */
  public List<String> names() {
    return names.map(known -> new ArrayList<>(known.values())).orElseGet(ArrayList::new).stream()
        .sorted()
        .toList();
  }
}
