package io.attestream.collector.web.view;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.control.ScopeBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The controls and the checks that pages speak of, joined by the mapping. Immutable. */
public final class Reference {
  private final Catalogue catalogue;
  private final ScopeBoard scopes;
  private final Map<String, Control> controls = new LinkedHashMap<>();
  private final Map<String, List<Mapped>> mapping = new LinkedHashMap<>();

  /** A check that says something about a control. */
  public record Mapped(Check check, ControlEdge edge) {}

  public Reference(Catalogue catalogue, ControlRegistry registry) {
    this.catalogue = catalogue;
    this.scopes = new ScopeBoard(catalogue, registry);
    for (Control control : registry.controls()) {
      controls.put(control.id(), control);
    }
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        mapping
            .computeIfAbsent(edge.control(), c -> new ArrayList<>())
            .add(new Mapped(check, edge));
      }
    }
    mapping
        .values()
        .forEach(
            edges ->
                edges.sort(
                    Comparator.comparing((Mapped m) -> m.edge().strength())
                        .thenComparing(m -> m.check().severity())
                        .thenComparing(m -> m.check().id())));
  }

  /** All 93, in the order of Annex A. */
  public List<Control> controls() {
    return List.copyOf(controls.values());
  }

  public Optional<Control> control(String id) {
    return Optional.ofNullable(controls.get(id));
  }

  public String controlTitle(String id) {
    return control(id).map(Control::title).orElse("a control that this version does not know");
  }

  /** Computes the grades of scopes by the same mapping. */
  public ScopeBoard scopes() {
    return scopes;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public List<Check> checks() {
    return catalogue.checks();
  }

  public Optional<Check> check(String id) {
    return catalogue.byId(id);
  }

  /** The check's title, or its id when the catalogue no longer holds it. */
  public String checkTitle(String id) {
    return check(id).map(Check::title).orElse(id);
  }

  /** The checks mapped to a control, the strongest first. */
  public List<Mapped> mapped(String control) {
    return List.copyOf(mapping.getOrDefault(control, List.of()));
  }

  /** The checks mapped to a control. */
  public List<Check> checksOf(String control) {
    return mapped(control).stream().map(Mapped::check).toList();
  }

  /** Whether no check can evidence the control with any provider. */
  public static boolean manualOnly(Control control) {
    return control.bestClass() == AutomationClass.N;
  }
}
