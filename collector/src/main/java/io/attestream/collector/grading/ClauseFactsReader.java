package io.attestream.collector.grading;

import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.collector.assessment.Clause;
import io.attestream.collector.assessment.ClauseFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one clause. */
final class ClauseFactsReader {
  static final Set<String> KEYS =
      Set.of(
          "clause",
          "name",
          "documented",
          "documents",
          "held",
          "overdue",
          "missingInputs",
          "topManagement",
          "cycleCoverage",
          "audits",
          "ownWorkAudits",
          "withoutCause",
          "expect");
  private static final List<String> INPUTS = List.of("a", "b", "c", "d", "e", "f", "g");

  private ClauseFactsReader() {}

  static ClauseFacts read(FactFields fields) {
    String clause = fields.numbered("clause");
    if (!clause.isEmpty() && !Clause.ids().contains(clause)) {
      fields.problem(
          "clause",
          "'" + clause + "' is no clause that is graded" + Nearest.hint(clause, Clause.ids()));
    }
    int audits = fields.few("audits", fields.few("ownWorkAudits", 0));
    int own = fields.few("ownWorkAudits", 0);
    if (own > audits) {
      fields.problem("ownWorkAudits", "'ownWorkAudits' is " + own + ", more than the audits");
      own = audits;
    }
    return new ClauseFacts(
        clause,
        fields.flag("documented", Clause.documented(clause)),
        ControlFactsReader.manual(fields, "documents"),
        event(fields),
        review(fields),
        fields.has("cycleCoverage") ? Double.valueOf(fields.share("cycleCoverage", 1)) : null,
        audits,
        own,
        withoutCause(fields));
  }

  private static ClauseFacts.@Nullable Event event(FactFields fields) {
    if (!fields.has("held") && !fields.has("overdue")) {
      return null;
    }
    return new ClauseFacts.Event(fields.flag("held", true), fields.signedDays("overdue", 0));
  }

  private static ClauseFacts.@Nullable Review review(FactFields fields) {
    if (!fields.has("missingInputs") && !fields.has("topManagement")) {
      return null;
    }
    List<String> missing = fields.texts("missingInputs");
    for (String input : missing) {
      if (!INPUTS.contains(input)) {
        fields.problem("missingInputs", "'" + input + "' is no input of 9.3.2, they are a to g");
      }
    }
    return new ClauseFacts.Review(new HashSet<>(missing), fields.flag("topManagement", true));
  }

  private static List<Long> withoutCause(FactFields fields) {
    List<Long> ages = new ArrayList<>();
    for (YamlNode item : fields.list("withoutCause")) {
      if (item instanceof YamlNode.Scalar scalar
          && scalar.value() instanceof Long age
          && age >= 0
          && age <= FactFields.MAX_DAYS) {
        ages.add(age);
      } else {
        fields.problem("withoutCause", "'withoutCause' must be a list of ages in whole days");
      }
    }
    return ages;
  }
}
