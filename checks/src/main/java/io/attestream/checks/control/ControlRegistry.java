package io.attestream.checks.control;

import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The 93 controls of Annex A, in its order. Immutable. */
public final class ControlRegistry {
  private static final String FILE = "frameworks/iso27001-2022.yaml";
  private static final Set<String> KEYS =
      Set.of("id", "title", "aws", "kubernetes", "foundation", "explanation", "manual");

  private final Map<String, Control> byId = new LinkedHashMap<>();

  private ControlRegistry(List<Control> controls) {
    controls.stream().sorted().forEach(control -> byId.put(control.id(), control));
  }

  /** The registry that ships with the product. */
  public static ControlRegistry bundled() {
    return Holder.BUNDLED;
  }

  private static final class Holder {
    private static final ControlRegistry BUNDLED = load();
  }

  private static ControlRegistry load() {
    try (InputStream in =
        Objects.requireNonNull(ControlRegistry.class.getResourceAsStream("/" + FILE), FILE)) {
      return parse(FILE, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /**
   * Reads a registry file.
   *
   * @throws CatalogueException with every mistake
   */
  static ControlRegistry parse(String file, byte[] yaml) {
    List<Problem> problems = new ArrayList<>();
    List<Control> controls = new ArrayList<>();
    Optional<Fields> root =
        YamlReader.read(file, yaml, problems)
            .flatMap(node -> Fields.of(file, node, "the file", Set.of("controls"), problems));
    for (YamlNode item : root.map(fields -> fields.list("controls")).orElse(List.of())) {
      Fields.of(file, item, "a control", KEYS, problems)
          .flatMap(ControlRegistry::control)
          .ifPresent(controls::add);
    }
    if (controls.stream().map(Control::id).distinct().count() != controls.size()) {
      problems.add(new Problem(file, 1, "a control is there twice"));
    }
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
    return new ControlRegistry(controls);
  }

  private static Optional<Control> control(Fields fields) {
    String id = fields.text("id");
    AutomationClass[] classes = AutomationClass.values();
    AutomationClass aws = fields.choice("aws", classes, AutomationClass::name);
    AutomationClass kubernetes = fields.choice("kubernetes", classes, AutomationClass::name);
    if (!id.matches("[5-8]\\.[1-9][0-9]?")) {
      fields.problem(fields.line("id"), "'" + id + "' is no number of Annex A");
      return Optional.empty();
    }
    if (aws == null || kubernetes == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Control(
            id,
            fields.text("title"),
            Theme.of(id),
            aws,
            kubernetes,
            fields.text("explanation"),
            fields.text("manual"),
            fields.flag("foundation")));
  }

  /** All controls, in the order of the annex. */
  public List<Control> controls() {
    return List.copyOf(byId.values());
  }

  public Optional<Control> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
