package io.attestream.collector.exceptions;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes exceptions in, and back. Every method blocks. */
public final class ExceptionRegister {
  /** Most exceptions that stand at a time; each is matched against every open finding. */
  public static final int MOST = 200;

  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final Decisions decisions;

  public ExceptionRegister(Catalogue catalogue, ControlRegistry registry, Decisions decisions) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.decisions = decisions;
  }

  /**
   * Records it.
   *
   * @return its id
   */
  public long add(String by, ExceptionRecord exception) {
    if (!exception.check().isEmpty() && catalogue.byId(exception.check()).isEmpty()) {
      throw new DecisionRefused("there is no check '" + exception.check() + "'");
    }
    return decisions.decide(
        by,
        (handle, index, now) -> {
          DecisionRefused.unlessFree(exception.problems(LocalDate.ofInstant(now, ZoneOffset.UTC)));
          if (ExceptionTable.count(handle) >= MOST) {
            throw new DecisionRefused("there are " + MOST + " exceptions; withdraw one first");
          }
          long id = ExceptionTable.add(handle, exception, by, now, index);
          return new Decision<>(
              "exception", "exception/" + id, exception.json(), controls(exception), id);
        });
  }

  /** Takes it back: its failures count again, and the log keeps that it stood. */
  public void withdraw(String by, long id) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          ExceptionRecord exception =
              ExceptionTable.find(handle, id)
                  .orElseThrow(() -> new DecisionRefused("there is no exception " + id));
          ExceptionTable.withdraw(handle, id, by, now);
          return new Decision<>(
              "exception-withdrawn",
              "exception/" + id,
              Map.of("exception", exception.json()),
              controls(exception),
              true);
        });
  }

  private Set<String> controls(ExceptionRecord exception) {
    return catalogue
        .byId(exception.check())
        .map(c -> c.controls().stream().map(ControlEdge::control).collect(Collectors.toSet()))
        .orElseGet(() -> registry.controls().stream().map(Control::id).collect(Collectors.toSet()));
  }
}
