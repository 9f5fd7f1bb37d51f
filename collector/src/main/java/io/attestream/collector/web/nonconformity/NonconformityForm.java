package io.attestream.collector.web.nonconformity;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Requirement;
import io.attestream.collector.nonconformity.Source;
import io.attestream.collector.nonconformity.Step;
import io.attestream.collector.nonconformity.StepKind;
import io.attestream.collector.nonconformity.Watched;
import io.attestream.collector.web.soa.SoaForm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a person or a program sent about an entry. A field that is not there is an empty text. */
public final class NonconformityForm {
  /** Actions that the form of a plan has room for; the API takes more. */
  public static final int ACTIONS = 5;

  private NonconformityForm() {}

  /**
   * A draft.
   *
   * @param checks what is watched, each in {@code unit} or, when that is empty, in all units
   * @throws DecisionRefused when a word or a number cannot be read
   */
  public static Draft draft(UnaryOperator<String> field, List<String> checks) {
    String unit = field.apply("unit").strip();
    return new Draft(
        word(Kind.class, "kind", field.apply("kind")),
        new Requirement(field.apply("requirement").strip()),
        word(Source.class, "source", field.apply("source")),
        field.apply("statement").strip(),
        field.apply("evidence").strip(),
        field.apply("owner").strip(),
        field.apply("finding").isEmpty() ? 0 : number("finding", field.apply("finding")),
        checks.stream().distinct().map(check -> new Watched(check, unit)).toList());
  }

  /** Ids of checks, apart by white space or commas. */
  public static List<String> checks(String text) {
    return Arrays.stream(text.split("[\\s,]+")).filter(check -> !check.isEmpty()).toList();
  }

  /**
   * A step.
   *
   * @throws DecisionRefused when a word, a day or a number cannot be read
   */
  public static Step step(
      StepKind kind, UnaryOperator<String> field, List<Step.Plan.Action> actions) {
    return switch (kind) {
      case CAUSE ->
          new Step.Cause(
              field.apply("method").strip(), field.apply("cause").strip(), field.apply("category"));
      case PLAN -> new Step.Plan(actions);
      case IMPLEMENTATION ->
          new Step.Implementation(field.apply("proof").strip(), field.apply("reference").strip());
      case VERIFICATION ->
          new Step.Verification(
              field.apply("text").strip(), number("windowDays", field.apply("windowDays")));
      case CORRECTION,
          PLAN_ACCEPTANCE,
          EFFECTIVENESS,
          REOPENING,
          ACCEPTANCE,
          REJECTION,
          COMPLETION ->
          new Step.Told(kind, field.apply("text").strip());
    };
  }

  /** The actions of a form's numbered rows; rows without a text are left out. */
  static List<Step.Plan.Action> actions(UnaryOperator<String> field) {
    List<Step.Plan.Action> actions = new ArrayList<>();
    for (int i = 1; i <= ACTIONS; i++) {
      String what = field.apply("what-" + i).strip();
      String owner = field.apply("owner-" + i).strip();
      String due = field.apply("due-" + i).strip();
      if (!(what + owner + due).isEmpty()) {
        actions.add(action(i, what, owner, due));
      }
    }
    return actions;
  }

  public static Step.Plan.Action action(int number, String what, String owner, String due) {
    @Nullable LocalDate day = SoaForm.day("the day of action " + number, due);
    if (day == null) {
      throw new DecisionRefused("the day of action " + number + " is needed");
    }
    return new Step.Plan.Action(what, owner, day);
  }

  public static <E extends Enum<E>> E word(Class<E> type, String name, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    throw new DecisionRefused(
        "%s is '%s', expected one of %s"
            .formatted(
                name, text, Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new DecisionRefused(name + " is '" + text + "', expected a number");
    }
  }
}
