package io.attestream.collector.confirmed;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Severity;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where it is confirmed, and said to have ended. Every method blocks. */
public final class ConfirmationDesk {
  /** Most that stand at a time. */
  public static final int MOST = 200;

  private static final int LONGEST_NOTE = 500;

  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final Decisions decisions;

  public ConfirmationDesk(Catalogue catalogue, ControlRegistry registry, Decisions decisions) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.decisions = decisions;
  }

  /**
   * Records it; the controls that it concerns are graded anew.
   *
   * @return its id
   */
  public long confirm(String by, Confirmation confirmation) {
    return decisions.decide(
        by,
        (handle, index, now) -> {
          List<String> problems = new ArrayList<>();
          about(confirmation).ifPresent(problems::add);
          problems.addAll(confirmation.problems(LocalDate.ofInstant(now, ZoneOffset.UTC)));
          DecisionRefused.unlessFree(problems);
          if (ConfirmationTable.all(handle).size() >= MOST) {
            throw new DecisionRefused("there are " + MOST + " confirmations; end one first");
          }
          long id = ConfirmationTable.add(handle, confirmation, by, now, index);
          return new Decision<>(
              "confirmation",
              "confirmation/" + id,
              confirmation.json(),
              controls(confirmation),
              id);
        });
  }

  /** Says that it has ended, and how that is known. */
  public void end(String by, long id, String note) {
    if (note.isEmpty() || note.length() > LONGEST_NOTE) {
      throw new DecisionRefused(
          "how its end is known is needed, in at most " + LONGEST_NOTE + " characters");
    }
    decisions.decide(
        by,
        (handle, index, now) -> {
          Confirmation confirmation =
              ConfirmationTable.find(handle, id)
                  .orElseThrow(() -> new DecisionRefused("there is no confirmation " + id));
          ConfirmationTable.end(handle, id, by, now);
          return new Decision<>(
              "confirmation-ended",
              "confirmation/" + id,
              Map.of("confirmation", confirmation.json(), "note", note),
              controls(confirmation),
              true);
        });
  }

  /** Only a critical check is held against an exposure (M6), so that none is recorded in vain. */
  private Optional<String> about(Confirmation confirmation) {
    return switch (confirmation.kind()) {
      case EXPOSURE ->
          catalogue
                  .byId(confirmation.about())
                  .map(Check::severity)
                  .filter(severity -> severity == Severity.CRITICAL)
                  .isPresent()
              ? Optional.empty()
              : Optional.of("there is no critical check '" + confirmation.about() + "'");
      case TAMPERING ->
          registry.byId(confirmation.about()).isPresent()
              ? Optional.empty()
              : Optional.of("Annex A has no control '" + confirmation.about() + "'");
    };
  }

  private Set<String> controls(Confirmation confirmation) {
    return switch (confirmation.kind()) {
      case EXPOSURE ->
          catalogue
              .byId(confirmation.about())
              .map(c -> c.controls().stream().map(ControlEdge::control).collect(Collectors.toSet()))
              .orElse(Set.of());
      case TAMPERING -> Set.of(confirmation.about());
    };
  }
}
