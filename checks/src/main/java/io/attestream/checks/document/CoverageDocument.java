package io.attestream.checks.document;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Lint;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.lint.PlanRow;
import io.attestream.checks.model.Check;
import java.util.List;
import java.util.TreeSet;

/** How far the catalogue covers the plan and the controls today. */
public final class CoverageDocument {
  private static final List<String> PROVIDERS = List.of("aws", "k8s");

  private CoverageDocument() {}

  /** Markdown. */
  public static String markdown(Catalogue catalogue, ControlRegistry controls, Plan plan) {
    Markdown text = new Markdown();
    text.line("<!-- Written from the catalogue; do not edit. See docs/recipes.md. -->");
    text.heading(1, "Coverage");
    text.line(
        "What the catalogue covers of its plan. A control counts as covered on a provider when it"
            + " has a key check there (strength full or partial; for class W any check).");
    text.heading(2, "Controls by class");
    text.head("Provider", "F", "P", "W", "N (manual only)", "Checks");
    for (String provider : PROVIDERS) {
      text.row(
          provider,
          covered(catalogue, controls, provider, AutomationClass.F),
          covered(catalogue, controls, provider, AutomationClass.P),
          covered(catalogue, controls, provider, AutomationClass.W),
          String.valueOf(
              controls.controls().stream()
                  .filter(c -> Lint.classOn(c, provider) == AutomationClass.N)
                  .count()),
          String.valueOf(
              catalogue.checks().stream().filter(c -> c.provider().equals(provider)).count()));
    }
    rows(text, catalogue, plan);
    return text.toString();
  }

  private static String covered(
      Catalogue catalogue, ControlRegistry controls, String provider, AutomationClass wanted) {
    List<Control> all =
        controls.controls().stream()
            .filter(control -> Lint.classOn(control, provider) == wanted)
            .toList();
    long covered =
        all.stream()
            .filter(control -> shown(catalogue, control, provider, wanted == AutomationClass.W))
            .count();
    return covered + " of " + all.size();
  }

  private static boolean shown(
      Catalogue catalogue, Control control, String provider, boolean anyStrength) {
    return catalogue.checks().stream()
        .filter(check -> check.provider().equals(provider))
        .flatMap(check -> check.controls().stream())
        .filter(edge -> edge.control().equals(control.id()))
        .anyMatch(edge -> anyStrength || edge.key());
  }

  private static void rows(Markdown text, Catalogue catalogue, Plan plan) {
    for (String provider : PROVIDERS) {
      List<PlanRow> rows =
          plan.rows().stream().filter(row -> row.provider().equals(provider)).toList();
      TreeSet<String> done = new TreeSet<>();
      catalogue.checks().forEach(check -> done.addAll(check.plan()));
      long covered = rows.stream().filter(row -> done.contains(row.id())).count();
      text.heading(2, "Plan for " + provider + ": " + covered + " of " + rows.size() + " rows");
      text.head("Row", "Severity", "Controls", "Holds", "Checks");
      for (PlanRow row : rows) {
        text.row(
            row.id(),
            row.severity().key(),
            String.join(" ", row.controls()),
            row.holds(),
            checks(catalogue, row));
      }
    }
  }

  private static String checks(Catalogue catalogue, PlanRow row) {
    List<String> ids =
        catalogue.checks().stream()
            .filter(check -> check.plan().contains(row.id()))
            .map(Check::id)
            .toList();
    String served = ids.isEmpty() ? "open" : String.join(", ", ids);
    return row.note().isEmpty() ? served : served + "<br>" + row.note();
  }
}
