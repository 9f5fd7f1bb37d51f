package io.attestream.collector.web.clause;

import io.attestream.collector.clauses.ClauseEvent;
import io.attestream.collector.clauses.EventKind;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.web.soa.SoaForm;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Audits and reviews from texts that a person or a program sent. A field that is not there is empty. */
public final class ClauseForm {
  private ClauseForm() {}

  /**
   * A plan.
   *
   * @throws DecisionRefused when a word or a day cannot be read
   */
  public static ClauseEvent plan(UnaryOperator<String> field) {
    return new ClauseEvent(
        0,
        kind(field.apply("kind")),
        field.apply("title").strip(),
        day("plannedOn", field.apply("plannedOn")),
        names(field.apply("auditors")),
        field.apply("scope").strip(),
        null);
  }

  /** That it was held; likewise. */
  public static ClauseEvent.Held held(UnaryOperator<String> field) {
    return new ClauseEvent.Held(
        day("heldOn", field.apply("heldOn")),
        field.apply("reference").strip(),
        field.apply("sha256").strip().toLowerCase(Locale.ROOT),
        field.apply("inputs").strip().toLowerCase(Locale.ROOT),
        field.apply("topManagement").equals("yes"));
  }

  static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DecisionRefused("id is '" + text + "', expected a number");
    }
  }

  private static EventKind kind(String text) {
    for (EventKind kind : EventKind.values()) {
      if (kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw new DecisionRefused("kind is '" + text + "', expected audit or review");
  }

  private static LocalDate day(String name, String text) {
    @Nullable LocalDate day = SoaForm.day(name, text);
    if (day == null) {
      throw new DecisionRefused(name + " is needed");
    }
    return day;
  }

  /** Between commas. */
  private static Set<String> names(String text) {
    return Arrays.stream(text.split("[,\n]"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
