package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Severity;
import io.attestream.collector.assessment.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which checks speak to which controls. */
final class Mapping {
  private final ControlRegistry registry;
  private final Map<String, List<Edge>> edges = new HashMap<>();
  private final Map<String, Severity> severities = new HashMap<>();

  Mapping(Catalogue catalogue, ControlRegistry registry) {
    this.registry = registry;
    for (Check check : catalogue.checks()) {
      severities.put(check.id(), check.severity());
      for (ControlEdge edge : check.controls()) {
        edges
            .computeIfAbsent(edge.control(), c -> new ArrayList<>())
            .add(new Edge(check, edge.key() ? Role.KEY : Role.SUPPORTING));
      }
    }
  }

  /** A check as it speaks to one control. */
  record Edge(Check check, Role role) {
    boolean key() {
      return role == Role.KEY;
    }
  }

  /** All controls, in the order of Annex A. */
  List<Control> controls() {
    return registry.controls();
  }

  /** Of a control; empty for one that Annex A does not have. */
  String title(String control) {
    return registry.byId(control).map(Control::title).orElse("");
  }

  Set<String> ids() {
    return controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
  }

  List<Edge> edges(String control) {
    return edges.getOrDefault(control, List.of());
  }

  /** Of a check; medium for one that is not in the catalogue. */
  Severity severity(String check) {
    return severities.getOrDefault(check, Severity.MEDIUM);
  }

  /** Ids of the controls that one of these checks is mapped to. */
  Set<String> controlsOf(Set<String> checks) {
    Set<String> controls = new HashSet<>();
    edges.forEach(
        (control, list) -> {
          if (list.stream().anyMatch(e -> checks.contains(e.check().id()))) {
            controls.add(control);
          }
        });
    return controls;
  }

  /** Ids of the checks that are mapped to one of these controls. */
  Set<String> checksOf(Set<String> controls) {
    Set<String> checks = new HashSet<>();
    for (String control : controls) {
      edges(control).forEach(e -> checks.add(e.check().id()));
    }
    return checks;
  }
}
