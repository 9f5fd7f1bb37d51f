package io.attestream.checks.catalogue;

import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** YAML files of the test resources as plain values. */
public final class PlainYaml {
  private PlainYaml() {}

  /** The list under {@code cases} of a file. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> cases(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(PlainYaml.class.getResourceAsStream(name))) {
      List<Problem> problems = new ArrayList<>();
      Object value =
          YamlReader.read(name, in.readAllBytes(), problems).map(PlainJson::of).orElse("");
      if (problems.isEmpty()
          && value instanceof Map<?, ?> map
          && map.get("cases") instanceof List<?> list) {
        return (List<Map<String, Object>>) list;
      }
      throw new IllegalStateException(name + " has no cases: " + problems);
    }
  }
}
