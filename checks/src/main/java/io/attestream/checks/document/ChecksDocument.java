package io.attestream.checks.document;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Param;
import io.attestream.checks.path.ObservePath;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of one provider's checks. */
public final class ChecksDocument {
  private ChecksDocument() {}

  /**
   * @param provider {@code aws} or {@code k8s}
   * @return Markdown
   */
  public static String markdown(Catalogue catalogue, ControlRegistry controls, String provider) {
    List<Check> checks =
        catalogue.checks().stream().filter(check -> check.provider().equals(provider)).toList();
    Markdown text = new Markdown();
    text.line("<!-- Written from the catalogue; do not edit. See docs/recipes.md. -->");
    text.heading(1, "Checks for " + (provider.equals("aws") ? "AWS" : "Kubernetes"));
    text.line(checks.size() + " checks on " + resourceTypes(checks) + " resource types.");
    for (String type : checks.stream().map(Check::resource).distinct().sorted().toList()) {
      text.heading(2, type);
      text.head("Check", "Holds when it passes", "Severity", "Controls");
      for (Check check : checks) {
        if (check.resource().equals(type)) {
          text.row(
              Markdown.link(check.id(), ""),
              check.title(),
              check.severity().key(),
              check.controls().stream()
                  .map(edge -> edge.control() + " " + edge.strength().key())
                  .collect(Collectors.joining(", ")));
        }
      }
    }
    text.heading(2, "Each check");
    checks.forEach(check -> section(text, check, controls));
    return text.toString();
  }

  private static long resourceTypes(List<Check> checks) {
    return checks.stream().map(Check::resource).distinct().count();
  }

  private static void section(Markdown text, Check check, ControlRegistry controls) {
    text.heading(3, check.id());
    text.line(
        "**"
            + check.title()
            + "** · "
            + check.severity().key()
            + " · version "
            + check.version()
            + (check.plan().isEmpty() ? "" : " · plan " + String.join(", ", check.plan())));
    text.line("").line(check.rationale()).line("");
    text.line("Fails with: " + check.message()).line("");
    for (ControlEdge edge : check.controls()) {
      String title = controls.byId(edge.control()).map(Control::title).orElse("?");
      text.line(
          "- " + edge.control() + " " + title + " (" + edge.strength().key() + "): " + edge.why());
    }
    text.line("");
    text.line(
        "Evidence: "
            + paths(check.observe())
            + (check.context().isEmpty() ? "" : "; for the reader " + paths(check.context()))
            + ".");
    for (Param param : check.params().values()) {
      text.line("");
      text.line(
          "Parameter `"
              + param.name()
              + "` ("
              + param.type().key()
              + ", default `"
              + param.defaultValue()
              + "`): "
              + param.description());
    }
    text.line("");
    check.applies().ifPresent(applies -> text.code("cel", "// applies\n" + applies).line(""));
    text.code("cel", "// passes\n" + check.passes());
    text.line("");
    check.remediation().ways().forEach((way, how) -> text.line("- " + way + ": " + oneLine(how)));
    text.line("");
    text.line(
        check.references().stream()
            .map(reference -> "<" + reference + ">")
            .collect(Collectors.joining(" · ")));
  }

  private static String paths(List<ObservePath> paths) {
    return paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
