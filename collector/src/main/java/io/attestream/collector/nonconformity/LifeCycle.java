package io.attestream.collector.nonconformity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rules between the steps. A function of its arguments; knows no table and no clock. */
final class LifeCycle {
  private LifeCycle() {}

  /**
   * Why a step cannot be taken; empty when it can.
   *
   * @param owner of the entry
   */
  static List<String> problems(
      Kind kind, String owner, Progress at, Step step, Actor actor, Instant now) {
    StepKind taken = step.kind();
    if (taken.nonconformity() != kind.nonconformity()) {
      return List.of("an entry of kind " + kind.words() + " has no step " + words(taken));
    }
    if (!taken.from().contains(at.stage())) {
      return List.of(
          "it is "
              + at.stage().words()
              + "; "
              + words(taken)
              + " follows "
              + taken.from().stream().map(Stage::words).collect(Collectors.joining(" or ")));
    }
    List<String> problems = new ArrayList<>(step.problems(Clocks.day(now)));
    switch (taken) {
      case PLAN, PLAN_ACCEPTANCE -> {
        if (at.stage() == Stage.PLAN && at.plan().accepted()) {
          problems.add("the plan is accepted already");
        }
        independent(problems, owner, at, step, actor);
      }
      case IMPLEMENTATION -> {
        if (!at.plan().accepted()) {
          problems.add("the plan is not accepted yet");
        }
      }
      case VERIFICATION -> independent(problems, owner, at, step, actor);
      case EFFECTIVENESS -> {
        if (at.windowEnds().map(now::isBefore).orElse(true)) {
          problems.add("the effectiveness window has not passed yet");
        }
      }
      case CORRECTION, CAUSE, REOPENING, ACCEPTANCE, REJECTION, COMPLETION -> {}
    }
    return problems;
  }

  /** Where a step without problems leads. {@code mark} is the newest finding of all. */
  static Progress next(Progress at, Step step, String by, Instant now, long mark) {
    Progress next = at.to(step.kind().to(), now);
    if (step instanceof Step.Cause cause) {
      return next.withCategory(cause.category());
    }
    if (step instanceof Step.Plan plan) {
      return next.withPlan(new Progress.PlanState(by, plan.due(), false));
    }
    if (step.kind() == StepKind.PLAN_ACCEPTANCE) {
      return next.withPlan(new Progress.PlanState(at.plan().by(), at.plan().due(), true));
    }
    if (step instanceof Step.Implementation) {
      return next.withImplementedBy(by);
    }
    if (step instanceof Step.Verification verification) {
      Instant ends = now.plus(Duration.ofDays(verification.windowDays()));
      return next.withWindow(new Progress.Window(ends, mark));
    }
    return next;
  }

  /** Whether a step that judges work is taken by the owner or the worker because nobody else could. */
  static boolean alone(String owner, Progress at, Step step, Actor actor) {
    return actor.alone() && own(owner, at, step, actor);
  }

  private static void independent(
      List<String> problems, String owner, Progress at, Step step, Actor actor) {
    if (own(owner, at, step, actor) && !actor.alone()) {
      problems.add(
          words(step.kind()) + " needs someone other than the owner and whoever did the work");
    }
  }

  private static boolean own(String owner, Progress at, Step step, Actor actor) {
    String name = actor.name();
    return switch (step.kind()) {
      case PLAN_ACCEPTANCE -> name.equalsIgnoreCase(owner) || name.equals(at.plan().by());
      case VERIFICATION -> name.equalsIgnoreCase(owner) || name.equals(at.implementedBy());
      case CORRECTION,
          CAUSE,
          PLAN,
          IMPLEMENTATION,
          EFFECTIVENESS,
          REOPENING,
          ACCEPTANCE,
          REJECTION,
          COMPLETION ->
          false;
    };
  }

  private static String words(StepKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
