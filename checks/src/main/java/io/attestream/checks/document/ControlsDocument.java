package io.attestream.checks.document;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.control.Theme;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;

/** The reference of the 93 controls: what each is about, what shows it, what a person adds. */
public final class ControlsDocument {
  private ControlsDocument() {}

  /** Markdown. */
  public static String markdown(Catalogue catalogue, ControlRegistry controls) {
    Markdown text = new Markdown();
    text.line("<!-- Written from the catalogue; do not edit. See docs/recipes.md. -->");
    text.heading(1, "Controls and their evidence");
    text.line(
        "The 93 controls of ISO/IEC 27001:2022 Annex A with our own explanations; the standard's"
            + " text is not reproduced. The class says how far checks can evidence a control: F"
            + " full, P partial, W weak, N manual only. No class makes the manual part needless."
            + " A foundation control weighs more when it is absent.");
    for (Theme theme : Theme.values()) {
      text.heading(2, theme.title());
      for (Control control : controls.controls()) {
        if (control.theme() == theme) {
          section(text, control, catalogue);
        }
      }
    }
    return text.toString();
  }

  private static void section(Markdown text, Control control, Catalogue catalogue) {
    text.heading(3, control.id() + " " + control.title());
    text.line(
        "AWS "
            + control.awsClass()
            + ", Kubernetes "
            + control.kubernetesClass()
            + (control.foundation() ? ", foundation" : "")
            + ". "
            + control.explanation());
    text.line("").line("To be added by people: " + control.manualPart());
    boolean any = false;
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        if (edge.control().equals(control.id())) {
          if (!any) {
            text.line("").head("Check", "Strength", "Why");
          }
          any = true;
          text.row(
              Markdown.link(check.id(), "checks/" + file(check.provider())),
              edge.strength().key(),
              edge.why());
        }
      }
    }
    if (!any) {
      text.line("");
      text.line(
          control.bestClass() == AutomationClass.N
              ? "No check can show this."
              : "No check shows this yet.");
    }
  }

  /** File name of a provider's reference below {@code docs/checks}. */
  public static String file(String provider) {
    return (provider.equals("aws") ? "aws" : "kubernetes") + ".md";
  }
}
