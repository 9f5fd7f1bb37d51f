package io.attestream.collector.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an entry has come.
 *
 * @param reopenings how often it was reopened
 * @param from opening or last reopening
 * @param changedAt when the stage was reached
 * @param category of the cause; empty until it is known
 * @param implementedBy who recorded the implementation; empty before
 * @param window the effectiveness window; {@code null} before verification
 */
public record Progress(
    Stage stage,
    int reopenings,
    Instant from,
    Instant changedAt,
    String category,
    PlanState plan,
    String implementedBy,
    @Nullable Window window) {

  /**
   * The plan, as far as clocks and rules need it.
   *
   * @param by who recorded it; empty before
   * @param due last day of its actions
   */
  public record PlanState(String by, @Nullable LocalDate due, boolean accepted) {
    static final PlanState NONE = new PlanState("", null, false);

    Optional<LocalDate> agreedDue() {
      return accepted ? Optional.ofNullable(due) : Optional.empty();
    }
  }

  /**
   * The time in which the failure must stay away.
   *
   * @param mark the newest finding when it began; a later one in the scope is a new failure
   */
  public record Window(Instant ends, long mark) {}

  static Progress opened(Instant now) {
    return new Progress(Stage.OPEN, 0, now, now, "", PlanState.NONE, "", null);
  }

  public Optional<Instant> windowEnds() {
    return Optional.ofNullable(window).map(Window::ends);
  }

  /** The next stage; a reopening begins a new round, in which nothing is known yet. */
  Progress to(Stage next, Instant now) {
    return next == Stage.REOPENED
        ? new Progress(next, reopenings + 1, now, now, "", PlanState.NONE, "", null)
        : new Progress(next, reopenings, from, now, category, plan, implementedBy, window);
  }

  Progress withCategory(String found) {
    return new Progress(stage, reopenings, from, changedAt, found, plan, implementedBy, window);
  }

  Progress withPlan(PlanState recorded) {
    return new Progress(
        stage, reopenings, from, changedAt, category, recorded, implementedBy, window);
  }

  Progress withImplementedBy(String by) {
    return new Progress(stage, reopenings, from, changedAt, category, plan, by, window);
  }

  Progress withWindow(Window begun) {
    return new Progress(stage, reopenings, from, changedAt, category, plan, implementedBy, begun);
  }
}
