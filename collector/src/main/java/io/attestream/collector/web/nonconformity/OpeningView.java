package io.attestream.collector.web.nonconformity;

import io.attestream.collector.assessment.Clause;
import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.web.view.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The form that opens an entry.
 *
 * @param fields what it holds, by name
 * @param proposed whether the product filled it in
 */
public record OpeningView(
    Map<String, String> fields,
    boolean proposed,
    List<Option> controls,
    List<String> clauses,
    List<String> problems) {
  public OpeningView {
    fields = Map.copyOf(fields);
    problems = List.copyOf(problems);
  }

  /** A control to choose. */
  public record Option(String value, String words) {}

  static OpeningView of(
      Map<String, String> fields, boolean proposed, Reference reference, List<String> problems) {
    List<Option> controls = new ArrayList<>();
    reference
        .controls()
        .forEach(
            control ->
                controls.add(
                    new Option("A." + control.id(), "A." + control.id() + " " + control.title())));
    return new OpeningView(fields, proposed, controls, List.copyOf(Clause.ids()), problems);
  }

  /** The fields of a draft. */
  static Map<String, String> fields(Draft draft) {
    return Map.of(
        "kind", draft.kind().name(),
        "requirement", draft.requirement().text(),
        "source", draft.source().name(),
        "statement", draft.statement(),
        "evidence", draft.evidence(),
        "owner", draft.owner(),
        "finding", draft.finding() == 0 ? "" : Long.toString(draft.finding()),
        "checks", String.join(" ", draft.scope().stream().map(w -> w.check()).toList()),
        "unit", draft.scope().isEmpty() ? "" : draft.scope().get(0).unit());
  }

  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
