package io.attestream.collector.grading;

import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.CorrectiveAction;
import io.attestream.collector.assessment.ExceptionFacts;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.assessment.SoaRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the facts of one control. */
final class ControlFactsReader {
  static final Set<String> KEYS =
      Set.of(
          "control",
          "name",
          "class",
          "foundation",
          "risk",
          "owner",
          "causes",
          "soa",
          "unjustifiedExclusions",
          "manual",
          "coverage",
          "periodCoverage",
          "resourcesExist",
          "tampering",
          "checks",
          "actions",
          "exceptions",
          "expect");

  private final ControlRegistry registry;
  private final CheckFactsReader checks;

  ControlFactsReader(ControlRegistry registry, GradingParameters parameters) {
    this.registry = registry;
    this.checks = new CheckFactsReader(parameters);
  }

  ControlFacts read(FactFields fields) {
    return new ControlFacts(
        control(fields),
        fields.choice("class", AutomationClass.class, AutomationClass.F),
        fields.flag("foundation", false),
        fields.word("risk", List.of("low", "medium", "high"), "medium").equals("high"),
        fields.text("owner", ""),
        new HashSet<>(fields.texts("causes")),
        soa(fields),
        fields.few("unjustifiedExclusions", 0),
        manual(fields, "manual"),
        fields.share("coverage", 1),
        "the declared units",
        fields.share("periodCoverage", 1),
        fields.flag("resourcesExist", false),
        fields.days("tampering", 0),
        checks(fields),
        actions(fields),
        fields.inner(
            "exceptions",
            Set.of("inForce", "invalid"),
            ExceptionFacts.NONE,
            inner -> new ExceptionFacts(inner.count("inForce", 0), inner.count("invalid", 0))));
  }

  private String control(FactFields fields) {
    String id = fields.numbered("control");
    String bare = id.startsWith("A.") ? id.substring(2) : id;
    if (!bare.isEmpty() && registry.byId(bare).isEmpty()) {
      List<String> known = registry.controls().stream().map(Control::id).toList();
      fields.problem(
          "control", "'" + id + "' is no control of Annex A" + Nearest.hint(bare, known));
    }
    return bare;
  }

  private static SoaRow soa(FactFields fields) {
    return fields.inner(
        "soa",
        Set.of("applicability", "justified", "implemented", "overdue"),
        SoaRow.ASSUMED,
        soa ->
            new SoaRow(
                soa.choice(
                    "applicability", SoaRow.Applicability.class, SoaRow.Applicability.APPLICABLE),
                soa.flag("justified", true),
                soa.choice("implemented", SoaRow.Implementation.class, SoaRow.Implementation.YES),
                soa.signedDays("overdue", 0)));
  }

  /** {@code valid}, {@code missing}, or days by name. */
  static ManualEvidence manual(FactFields fields, String key) {
    if (fields.node(key).orElse(null) instanceof YamlNode.Mapping) {
      return fields.inner(
          key,
          Set.of("overdue", "dueIn", "expiresIn"),
          ManualEvidence.VALID,
          inner ->
              new ManualEvidence(
                  true,
                  inner.has("overdue")
                      ? -inner.days("overdue", 0)
                      : inner.signedDays("dueIn", ManualEvidence.NEVER),
                  inner.signedDays("expiresIn", ManualEvidence.NEVER)));
    }
    return fields.word(key, List.of("valid", "missing"), "valid").equals("valid")
        ? ManualEvidence.VALID
        : ManualEvidence.MISSING;
  }

  private List<CheckFacts> checks(FactFields fields) {
    List<CheckFacts> facts = new ArrayList<>();
    fields.each(
        "checks",
        "a check",
        CheckFactsReader.KEYS,
        check -> facts.add(checks.read(check, "check-" + (facts.size() + 1))));
    return facts;
  }

  private static List<CorrectiveAction> actions(FactFields fields) {
    List<CorrectiveAction> actions = new ArrayList<>();
    fields.each(
        "actions",
        "an action",
        Set.of("grade", "overdue"),
        action -> {
          boolean minor = action.word("grade", List.of("minor", "major"), "minor").equals("minor");
          actions.add(
              new CorrectiveAction(
                  minor ? Grade.LIKELY_MINOR : Grade.LIKELY_MAJOR,
                  action.signedDays("overdue", 0)));
        });
    return actions;
  }
}
