package io.attestream.collector.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML document as a flat list of dotted paths, each with its line. */
final class YamlSettings {
  /** A value and where it stands, {@code file:line}. */
  record Value(String text, String place) {}

  private static final int MAX_CHARACTERS = 1 << 20;

  private final String file;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private YamlSettings(String file) {
    this.file = file;
  }

  static YamlSettings parse(String file, String yaml) {
    YamlSettings settings = new YamlSettings(file);
    settings.load(yaml);
    return settings;
  }

  Map<String, Value> values() {
    return values;
  }

  List<String> problems() {
    return problems;
  }

  private void load(String yaml) {
    LoadSettings bounded =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(10)
            .build();
    try {
      Optional<Node> root = new Compose(bounded).composeString(yaml);
      root.ifPresent(node -> flatten("", node, 0));
    } catch (MarkedYamlEngineException e) {
      problems.add(place(e.getProblemMark()) + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(file + ": " + e.getMessage());
    }
  }

  private void flatten(String path, Node node, int depth) {
    if (depth > 8) {
      problems.add(place(node.getStartMark()) + ": nested too deeply");
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          flatten(
              path.isEmpty() ? key.getValue() : path + "." + key.getValue(),
              tuple.getValueNode(),
              depth + 1);
        } else {
          problems.add(place(tuple.getKeyNode().getStartMark()) + ": a key must be a word");
        }
      }
    } else if (node instanceof ScalarNode scalar && !path.isEmpty()) {
      put(path, scalar);
    } else {
      problems.add(
          place(node.getStartMark())
              + ": "
              + (path.isEmpty() ? "expected keys" : path + " takes one value"));
    }
  }

  /** A key with nothing after it keeps its default. */
  private void put(String path, ScalarNode scalar) {
    if (scalar.getTag().equals(Tag.NULL)) {
      return;
    }
    Value value = new Value(scalar.getValue(), place(scalar.getStartMark()));
    if (values.putIfAbsent(path, value) != null) {
      problems.add(value.place() + ": " + path + " is given twice");
    }
  }

  private String place(Optional<Mark> mark) {
    return mark.map(at -> file + ":" + (at.getLine() + 1)).orElse(file);
  }
}
