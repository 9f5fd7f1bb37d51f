package io.attestream.e2e.helm;

import io.attestream.e2e.components.Command;
import io.attestream.e2e.components.Components;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects that a chart rendered, or that kubectl printed. */
record Rendered(List<Map<?, ?>> objects) {
  /** What {@code helm template} makes of a chart in the namespace "evidence". */
  static Rendered chart(String release, Path chart, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Components.path("helm").toString());
    command.addAll(List.of("template", release, chart.toString(), "--namespace=evidence"));
    command.addAll(List.of(args));
    return of(Command.run("", Map.of(), command).orThrow());
  }

  static Rendered of(String yaml) {
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
    return new Rendered(
        StreamSupport.stream(documents.spliterator(), false)
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(document -> (Map<?, ?>) document)
            .toList());
  }

  /** The one object of a kind whose name ends so. */
  Map<?, ?> one(String kind, String nameEnd) {
    List<Map<?, ?>> found =
        objects.stream()
            .filter(object -> kind.equals(object.get("kind")))
            .filter(object -> String.valueOf(at(object, "metadata", "name")).endsWith(nameEnd))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects " + kind + " " + nameEnd);
    }
    return found.get(0);
  }

  /** The file that a ConfigMap holds under a name that no other has. */
  String file(String name) {
    List<String> found =
        objects.stream()
            .filter(object -> "ConfigMap".equals(object.get("kind")))
            .map(object -> (Map<?, ?>) at(object, "data"))
            .filter(data -> data.containsKey(name))
            .map(data -> (String) at(data, name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " files " + name);
    }
    return found.get(0);
  }

  /** What stands at a path of keys and list indexes; fails when a step does not exist. */
  static Object at(Object value, Object... path) {
    Object here = value;
    for (Object step : path) {
      Object next =
          step instanceof Integer index
              ? ((List<?>) here).get(index)
              : ((Map<?, ?>) here).get(step);
      if (next == null) {
        throw new AssertionError("no " + step + " of " + List.of(path) + " in " + here);
      }
      here = next;
    }
    return here;
  }
}
