package io.attestream.checks.lint;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Finding.Rule;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Strength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What no single file shows: whether checks, controls and plan fit together. What one file shows
 * (references, cases, observed paths, duplicate edges, edges at all) its reader refuses already.
 */
public final class Lint {
  private static final List<String> PROVIDERS = List.of("aws", "k8s");

  private final Catalogue catalogue;
  private final ControlRegistry controls;
  private final Plan plan;
  private final List<Finding> findings = new ArrayList<>();

  private Lint(Catalogue catalogue, ControlRegistry controls, Plan plan) {
    this.catalogue = catalogue;
    this.controls = controls;
    this.plan = plan;
  }

  /** All findings, by rule and subject. */
  public static List<Finding> run(Catalogue catalogue, ControlRegistry controls, Plan plan) {
    Lint lint = new Lint(catalogue, controls, plan);
    catalogue.checks().forEach(lint::edges);
    catalogue.checks().forEach(lint::planRows);
    lint.sameChecks();
    lint.keyChecks();
    lint.openRows();
    lint.titles();
    return lint.findings.stream().sorted((one, two) -> one.key().compareTo(two.key())).toList();
  }

  /** The class of a control on a provider. */
  public static AutomationClass classOn(Control control, String provider) {
    return provider.equals("aws") ? control.awsClass() : control.kubernetesClass();
  }

  private void edges(Check check) {
    for (ControlEdge edge : check.controls()) {
      Optional<Control> control = controls.byId(edge.control());
      String subject = check.id() + " " + edge.control();
      if (control.isEmpty()) {
        add(Rule.UNKNOWN_CONTROL, subject, "Annex A has no control " + edge.control());
        continue;
      }
      switch (classOn(control.get(), check.provider())) {
        case N ->
            add(
                Rule.EDGE_TO_MANUAL_CONTROL,
                subject,
                "the control is manual only on this provider");
        case W -> {
          if (edge.key()) {
            add(Rule.EDGE_TOO_STRONG, subject, "the control's class is weak, so is every edge");
          }
        }
        case P, F -> {
          // Any strength goes.
        }
      }
    }
  }

  private void planRows(Check check) {
    List<PlanRow> rows = new ArrayList<>();
    for (String id : check.plan()) {
      Optional<PlanRow> row = plan.byId(id);
      if (row.isEmpty()) {
        add(Rule.UNKNOWN_PLAN_ROW, check.id() + " " + id, "the plan has no such row");
      }
      row.ifPresent(rows::add);
    }
    if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.severity() == check.severity())) {
      add(
          Rule.OTHER_SEVERITY,
          check.id(),
          check.severity().key() + ", in the plan " + rows.get(0).severity().key());
    }
  }

  private void sameChecks() {
    Map<String, TreeSet<String>> checksOf = new TreeMap<>();
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        checksOf.computeIfAbsent(edge.control(), id -> new TreeSet<>()).add(check.id());
      }
    }
    Map<TreeSet<String>, List<String>> controlsOf = new HashMap<>();
    checksOf.forEach(
        (control, checks) ->
            controlsOf.computeIfAbsent(checks, set -> new ArrayList<>()).add(control));
    controlsOf.forEach(
        (checks, shared) -> {
          if (shared.size() > 1) {
            add(
                Rule.SAME_CHECKS,
                String.join(" ", shared),
                "all rest on the same "
                    + checks.size()
                    + " check(s), among them "
                    + checks.first());
          }
        });
  }

  private void keyChecks() {
    for (Control control : controls.controls()) {
      for (String provider : PROVIDERS) {
        AutomationClass wanted = classOn(control, provider);
        if (wanted == AutomationClass.F || wanted == AutomationClass.P) {
          boolean there =
              edgesTo(control.id(), provider).stream()
                  .anyMatch(edge -> edge.strength() != Strength.WEAK);
          if (!there) {
            add(
                Rule.NO_KEY_CHECK,
                provider + " " + control.id(),
                "class " + wanted + ", no full or partial edge");
          }
        }
      }
    }
  }

  private List<ControlEdge> edgesTo(String control, String provider) {
    return catalogue.checks().stream()
        .filter(check -> check.provider().equals(provider))
        .flatMap(check -> check.controls().stream())
        .filter(edge -> edge.control().equals(control))
        .toList();
  }

  private void openRows() {
    TreeSet<String> covered = new TreeSet<>();
    catalogue.checks().forEach(check -> covered.addAll(check.plan()));
    for (PlanRow row : plan.rows()) {
      if (!covered.contains(row.id())) {
        add(Rule.PLAN_ROW_OPEN, row.id(), row.holds());
      }
    }
  }

  private void titles() {
    Map<String, String> byTitle = new HashMap<>();
    for (Check check : catalogue.checks()) {
      String other = byTitle.putIfAbsent(check.title(), check.id());
      if (other != null) {
        add(Rule.SAME_TITLE, check.id(), "has the title of " + other);
      }
    }
  }

  private void add(Rule rule, String subject, String message) {
    findings.add(new Finding(rule, subject, message));
  }
}
