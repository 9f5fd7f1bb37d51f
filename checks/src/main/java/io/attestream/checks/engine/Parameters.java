package io.attestream.checks.engine;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values an organisation gave to parameters of checks; what it did not give has its default.
 *
 * @param values by check id, then by parameter name
 */
public record Parameters(Map<String, Map<String, Object>> values) {
  /** Defaults everywhere. */
  public static final Parameters DEFAULTS = new Parameters(Map.of());

  public Parameters {
    Map<String, Map<String, Object>> copy = new TreeMap<>();
    values.forEach((check, params) -> copy.put(check, Map.copyOf(params)));
    values = Map.copyOf(copy);
  }

  /** What is wrong with the values for this catalogue; empty when nothing is. */
  public List<String> problems(Catalogue catalogue) {
    List<String> problems = new ArrayList<>();
    List<String> ids = catalogue.checks().stream().map(Check::id).toList();
    new TreeMap<>(values)
        .forEach(
            (id, given) -> {
              Optional<Check> check = catalogue.byId(id);
              if (check.isEmpty()) {
                problems.add(
                    "parameters of check '" + id + "': no such check" + Nearest.hint(id, ids));
              } else {
                new TreeMap<>(given)
                    .forEach((name, value) -> problem(check.get(), name, value, problems));
              }
            });
    return problems;
  }

  private static void problem(Check check, String name, Object value, List<String> problems) {
    Param param = check.params().get(name);
    if (param == null) {
      problems.add(
          "check '"
              + check.id()
              + "' has no parameter '"
              + name
              + "'"
              + Nearest.hint(name, check.params().keySet()));
    } else if (!param.type().accepts(value)) {
      problems.add(
          "parameter '"
              + name
              + "' of check '"
              + check.id()
              + "' must be of type "
              + param.type().key());
    }
  }

  /** The values for one check, defaults filled in. */
  public Map<String, Object> of(Check check) {
    Map<String, Object> all = new HashMap<>();
    check.params().forEach((name, param) -> all.put(name, param.defaultValue()));
    all.putAll(values.getOrDefault(check.id(), Map.of()));
    return Map.copyOf(all);
  }
}
