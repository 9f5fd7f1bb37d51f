package io.attestream.collector.nonconformity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A step of an entry's life with the fields that it needs. */
public sealed interface Step {
  StepKind kind();

  /** What is missing or wrong, a sentence each. */
  List<String> problems(LocalDate today);

  /** For the log and the timeline. */
  Map<String, Object> json();

  /**
   * A step that is told in one text: correction, acceptance of the plan, effectiveness by a person,
   * reopening by a person, and every step of an OFI.
   */
  record Told(StepKind kind, String text) implements Step {
    @Override
    public List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      TextRules.needed(
          problems,
          "a text for " + kind.title().toLowerCase(java.util.Locale.ROOT),
          text,
          TextRules.LONG);
      return problems;
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("text", text);
    }
  }

  /**
   * Why it happened.
   *
   * @param method how the cause was found, such as five whys
   * @param category the organisation's own word, by which causes are compared across controls
   */
  record Cause(String method, String cause, String category) implements Step {
    public Cause {
      category = category.strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public StepKind kind() {
      return StepKind.CAUSE;
    }

    @Override
    public List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      TextRules.needed(problems, "the method of the analysis", method, TextRules.SHORT);
      TextRules.needed(problems, "the cause", cause, TextRules.LONG);
      TextRules.needed(problems, "a category of the cause", category, TextRules.SHORT);
      return problems;
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("method", method, "cause", cause, "category", category);
    }
  }

  /** What is going to be done so that it does not happen again. */
  record Plan(List<Action> actions) implements Step {
    /** Most actions of a plan. */
    public static final int MOST = 20;

    private static final int LONGEST_DAYS = 731;

    public Plan {
      actions = List.copyOf(actions);
    }

    /** @param due its last day, in UTC */
    public record Action(String what, String owner, LocalDate due) {}

    @Override
    public StepKind kind() {
      return StepKind.PLAN;
    }

    /** The last day of all its actions. */
    LocalDate due() {
      return actions.stream()
          .map(Action::due)
          .max(LocalDate::compareTo)
          .orElseThrow(() -> new IllegalStateException("a plan without actions has problems"));
    }

    @Override
    public List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      if (actions.isEmpty() || actions.size() > MOST) {
        problems.add("a plan needs 1 to " + MOST + " actions");
      }
      for (int i = 0; i < actions.size(); i++) {
        Action action = actions.get(i);
        String name = "action " + (i + 1);
        TextRules.needed(problems, "what " + name + " does", action.what(), 300);
        TextRules.needed(problems, "the owner of " + name, action.owner(), TextRules.SHORT);
        if (action.due().isBefore(today) || action.due().isAfter(today.plusDays(LONGEST_DAYS))) {
          problems.add("the day of " + name + " must be today to two years from now");
        }
      }
      return problems;
    }

    @Override
    public Map<String, Object> json() {
      return Map.of(
          "actions",
          actions.stream()
              .map(
                  action ->
                      Map.of(
                          "what", action.what(),
                          "owner", action.owner(),
                          "due", action.due().toString()))
              .toList());
    }
  }

  /**
   * The plan was carried out.
   *
   * @param proof what shows it
   * @param reference where that is kept; may be empty
   */
  record Implementation(String proof, String reference) implements Step {
    @Override
    public StepKind kind() {
      return StepKind.IMPLEMENTATION;
    }

    @Override
    public List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      TextRules.needed(problems, "proof of the implementation", proof, TextRules.LONG);
      TextRules.optional(problems, "the reference", reference, 500);
      return problems;
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("proof", proof, "reference", reference);
    }
  }

  /**
   * Someone saw that it was carried out; from now on the failure must stay away.
   *
   * @param windowDays length of the effectiveness window
   */
  record Verification(String text, long windowDays) implements Step {
    /** Most days of the window. */
    public static final int MOST_DAYS = 365;

    @Override
    public StepKind kind() {
      return StepKind.VERIFICATION;
    }

    @Override
    public List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      TextRules.needed(problems, "what was verified", text, TextRules.LONG);
      if (windowDays < 1 || windowDays > MOST_DAYS) {
        problems.add("the effectiveness window must have 1 to " + MOST_DAYS + " days");
      }
      return problems;
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("text", text, "windowDays", windowDays);
    }
  }

  /**
   * The collector saw that the failure came back.
   *
   * @param recurrence whether the action had been effective
   */
  record CameBack(List<Failure> failures, boolean recurrence) implements Step {
    public CameBack {
      failures = List.copyOf(failures);
    }

    @Override
    public StepKind kind() {
      return StepKind.REOPENING;
    }

    @Override
    public List<String> problems(LocalDate today) {
      return failures.isEmpty() ? List.of("nothing failed again") : List.of();
    }

    @Override
    public Map<String, Object> json() {
      return Map.of(
          "text",
          recurrence
              ? "failed again within a year of an effective corrective action"
              : "failed again within the effectiveness window",
          "recurrence",
          recurrence,
          "failures",
          failures.stream().map(Failure::json).toList());
    }
  }

  /** The collector saw the window pass without a failure. */
  record StayedAway(long results) implements Step {
    @Override
    public StepKind kind() {
      return StepKind.EFFECTIVENESS;
    }

    @Override
    public List<String> problems(LocalDate today) {
      return List.of();
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("text", "no new failure within the effectiveness window", "results", results);
    }
  }
}
