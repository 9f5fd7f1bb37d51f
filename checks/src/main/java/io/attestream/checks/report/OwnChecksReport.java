package io.attestream.checks.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.catalogue.Reading;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Finding;
import io.attestream.checks.lint.Lint;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.model.Check;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code checks lint DIR} and {@code checks test DIR} print of an organisation's own checks. */
public final class OwnChecksReport {
  private final Reading own;
  private final ControlRegistry controls;
  private final PrintWriter out;
  private final Style style;

  /**
   * @param own their files, read by {@link CatalogueLoader#read}
   * @param colour whether the terminal understands colours
   */
  public OwnChecksReport(Reading own, ControlRegistry controls, PrintWriter out, boolean colour) {
    this.own = own;
    this.controls = controls;
    this.out = out;
    this.style = new Style(colour);
  }

  /**
   * Prints every mistake in the files, and what the rules over the catalogue find since these checks
   * are in it.
   *
   * @return how many
   */
  public int lint() {
    int mistakes = problems();
    List<Finding> findings = findings();
    for (Finding finding : findings) {
      out.println(style.bad(file(finding)) + ": " + finding);
    }
    summary(mistakes + findings.size());
    return mistakes + findings.size();
  }

  /**
   * Prints every mistake in the files, and the cases of the others that are not as expected.
   *
   * @return how many
   */
  public int test() {
    int mistakes = problems();
    int wrong = new ChecksReport(own.catalogue(), controls, out, style.colour()).test();
    if (mistakes > 0) {
      summary(mistakes);
    }
    return mistakes + wrong;
  }

  private int problems() {
    own.problems().forEach(problem -> out.println(style.bad(problem.toString())));
    return own.problems().size();
  }

  /** Rules that block and that the bundled checks alone do not break. */
  private List<Finding> findings() {
    Catalogue bundled = CatalogueLoader.bundled();
    Plan plan = Plan.bundled();
    Set<String> before =
        Lint.run(bundled, controls, plan).stream().map(Finding::key).collect(Collectors.toSet());
    List<Check> all = new ArrayList<>(bundled.checks());
    own.catalogue().checks().stream()
        .filter(check -> bundled.byId(check.id()).isEmpty())
        .forEach(all::add);
    return Lint.run(new Catalogue(all), controls, plan).stream()
        .filter(finding -> finding.rule().blocks() && !before.contains(finding.key()))
        .toList();
  }

  private String file(Finding finding) {
    String id = finding.subject().split(" ", 2)[0];
    return own.catalogue().byId(id).map(Check::source).orElse("catalogue");
  }

  private void summary(int mistakes) {
    String read = own.catalogue().checks().size() + " of " + own.files() + " files are checks";
    out.println(
        mistakes == 0
            ? style.good("✓ ") + read + ", no mistakes"
            : read + ", " + mistakes + (mistakes == 1 ? " mistake" : " mistakes"));
    out.flush();
  }
}
