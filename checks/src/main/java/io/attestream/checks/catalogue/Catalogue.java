package io.attestream.checks.catalogue;

import io.attestream.checks.model.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks in use, sorted by id. Immutable. */
public final class Catalogue {
  private final Map<String, Check> byId = new LinkedHashMap<>();
  private final Map<String, List<Check>> byType = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when two checks have the same id
   */
  public Catalogue(Collection<Check> checks) {
    List<Check> sorted = new ArrayList<>(checks);
    sorted.sort(Comparator.comparing(Check::id));
    for (Check check : sorted) {
      if (byId.put(check.id(), check) != null) {
        throw new IllegalArgumentException("check " + check.id() + " is there twice");
      }
      byType.computeIfAbsent(check.resource(), type -> new ArrayList<>()).add(check);
    }
    byType.replaceAll((type, list) -> List.copyOf(list));
  }

  /** All checks, by id. */
  public List<Check> checks() {
    return List.copyOf(byId.values());
  }

  public Optional<Check> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The checks of a resource type; none when the type is not known. */
  public List<Check> forType(String resourceType) {
    return byType.getOrDefault(resourceType, List.of());
  }

  /** The resource types that have checks. */
  public List<String> types() {
    return byType.keySet().stream().sorted().toList();
  }
}
