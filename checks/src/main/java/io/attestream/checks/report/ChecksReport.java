package io.attestream.checks.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.engine.CaseRunner;
import io.attestream.checks.lint.Accepted;
import io.attestream.checks.lint.Finding;
import io.attestream.checks.lint.Lint;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Param;
import io.attestream.checks.model.Severity;
import io.attestream.checks.path.ObservePath;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code checks list}, {@code show}, {@code lint} and {@code test} print. */
public final class ChecksReport {
  private final Catalogue catalogue;
  private final ControlRegistry controls;
  private final PrintWriter out;
  private final Style style;

  /**
   * @param colour whether the terminal understands colours
   */
  public ChecksReport(
      Catalogue catalogue, ControlRegistry controls, PrintWriter out, boolean colour) {
    this.catalogue = catalogue;
    this.controls = controls;
    this.out = out;
    this.style = new Style(colour);
  }

  /**
   * Prints the checks whose id, resource type, title or a control's number begins with or holds the
   * word; all for an empty word.
   *
   * @return how many were printed
   */
  public int list(String word) {
    List<Check> found = catalogue.checks().stream().filter(check -> matches(check, word)).toList();
    int width = found.stream().mapToInt(check -> check.id().length()).max().orElse(0);
    for (Check check : found) {
      out.println(
          style.severity(check.severity(), pad(check.severity().key(), 8))
              + "  "
              + pad(check.id(), width)
              + "  "
              + style.dim(edges(check)));
    }
    out.println();
    out.println(found.size() + " of " + catalogue.checks().size() + " checks" + tally(found));
    out.flush();
    return found.size();
  }

  private static boolean matches(Check check, String word) {
    return word.isEmpty()
        || check.id().contains(word)
        || check.title().contains(word)
        || check.plan().contains(word)
        || check.controls().stream().anyMatch(edge -> edge.control().equals(word));
  }

  private static String edges(Check check) {
    return check.controls().stream()
        .map(edge -> edge.control() + (edge.key() ? "" : "~"))
        .collect(Collectors.joining(" "));
  }

  private static String tally(List<Check> checks) {
    Map<Severity, Long> count =
        checks.stream()
            .collect(Collectors.groupingBy(Check::severity, TreeMap::new, Collectors.counting()));
    return count.isEmpty()
        ? ""
        : count.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().key())
            .collect(Collectors.joining(", ", ": ", "  (~ supports only)"));
  }

  /**
   * Prints all of one check.
   *
   * @return whether it exists
   */
  public boolean show(String id) {
    Optional<Check> found = catalogue.byId(id);
    if (found.isEmpty()) {
      return false;
    }
    Check check = found.get();
    out.println(style.bold(check.title()));
    out.println(
        style.dim(check.pinned())
            + "  "
            + style.severity(check.severity(), check.severity().key()));
    out.println();
    paragraph("", check.rationale());
    paragraph("Fails with  ", check.message());
    field("Resource", check.resource());
    field("Evidence", paths(check.observe()));
    if (!check.context().isEmpty()) {
      field("Context", paths(check.context()));
    }
    check.applies().ifPresent(applies -> field("Applies", applies));
    field("Passes", check.passes());
    for (Param param : check.params().values()) {
      field("Parameter", param.name() + " = " + param.defaultValue() + "  " + param.description());
    }
    for (ControlEdge edge : check.controls()) {
      String title = controls.byId(edge.control()).map(Control::title).orElse("?");
      field("Control", edge.control() + " " + title + ", " + edge.strength().key());
      paragraph("            ", edge.why());
    }
    check.remediation().ways().forEach((way, how) -> field("By " + way, how));
    check.references().forEach(reference -> field("See", reference));
    out.flush();
    return true;
  }

  private static String paths(List<ObservePath> paths) {
    return paths.stream().map(ObservePath::toString).collect(Collectors.joining(", "));
  }

  private void field(String name, String value) {
    paragraph(style.bold(pad(name, 12)), value);
  }

  private void paragraph(String lead, String text) {
    String indent = lead.isEmpty() ? "" : " ".repeat(12);
    List<String> lines = Style.wrap(text, 88 - indent.length());
    for (int i = 0; i < lines.size(); i++) {
      out.println((i == 0 ? lead : indent) + lines.get(i));
    }
    if (lead.isEmpty()) {
      out.println();
    }
  }

  /**
   * Prints what the rules over the whole catalogue find.
   *
   * @param accepted findings that are known; those of the bundled catalogue for a catalogue that
   *     holds it
   * @return how many findings block and are not accepted
   */
  public int lint(Plan plan, Accepted accepted) {
    List<Finding> findings = Lint.run(catalogue, controls, plan);
    List<Finding> open = accepted.open(findings);
    for (Finding finding : open) {
      out.println(style.bad(finding.rule().name()) + "  " + finding.subject());
      out.println("    " + finding.message());
    }
    List<String> stale = accepted.stale(findings);
    stale.forEach(key -> out.println(style.dim("accepted, but no longer found: " + key)));
    long rows = findings.stream().filter(f -> f.rule() == Finding.Rule.PLAN_ROW_OPEN).count();
    out.println(
        open.size()
            + " open, "
            + accepted.whyByKey().size()
            + " accepted findings; "
            + (plan.rows().size() - rows)
            + " of "
            + plan.rows().size()
            + " plan rows covered");
    out.flush();
    return open.size();
  }

  /**
   * Runs the cases of all checks and prints those that are not as expected.
   *
   * @return how many were not
   */
  public int test() {
    CaseRunner runner = new CaseRunner();
    int cases = 0;
    int wrong = 0;
    for (Check check : catalogue.checks()) {
      for (CaseRunner.Outcome outcome : runner.run(check)) {
        cases++;
        if (!outcome.asExpected()) {
          wrong++;
          out.println(style.bad("✗ ") + check.id() + ": " + outcome.given().name());
          out.println(
              style.dim("    " + check.source() + ":" + outcome.given().line())
                  + "  expected "
                  + expected(outcome)
                  + ", got "
                  + got(outcome));
        }
      }
    }
    String summary = cases + " cases of " + catalogue.checks().size() + " checks, ";
    out.println(
        wrong == 0 ? style.good("✓ ") + summary + "all as expected" : summary + wrong + " wrong");
    out.flush();
    return wrong;
  }

  private static String expected(CaseRunner.Outcome outcome) {
    String status = outcome.given().expect().wire();
    return outcome.given().reason() == null ? status : status + " " + outcome.given().reason();
  }

  private static String got(CaseRunner.Outcome outcome) {
    String status = outcome.verdict().status().wire();
    return outcome
        .verdict()
        .reason()
        .map(reason -> status + " " + reason + " (" + outcome.verdict().detail() + ")")
        .orElse(status);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
