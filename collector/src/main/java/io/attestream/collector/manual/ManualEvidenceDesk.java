package io.attestream.collector.manual;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Clause;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes documents and records in, and back. Every method blocks. */
public final class ManualEvidenceDesk {
  private static final int MOST = 100;

  private final ControlRegistry registry;
  private final Decisions decisions;

  public ManualEvidenceDesk(ControlRegistry registry, Decisions decisions) {
    this.registry = registry;
    this.decisions = decisions;
  }

  /**
   * What a person brings.
   *
   * @param control as {@link ManualRecord} has it: a control or a clause
   */
  public record Brought(
      String control,
      Slot slot,
      String title,
      String reference,
      String digest,
      LocalDate effectiveOn,
      int reviewDays,
      @Nullable LocalDate expiresOn,
      String owner) {}

  /**
   * Records it.
   *
   * @return its id
   */
  public long take(String by, Brought brought) {
    checkKnown(brought.control());
    return decisions.decide(
        by,
        (handle, index, now) -> {
          ManualRecord record = record(brought, by, now);
          DecisionRefused.unlessFree(record.problems(LocalDate.ofInstant(now, ZoneOffset.UTC)));
          List<ManualRecord> present = ManualTable.of(handle, record.control());
          if (present.size() >= MOST) {
            throw new DecisionRefused(
                "there are " + MOST + " records for this; withdraw one first");
          }
          long id = ManualTable.add(handle, record, index);
          return new Decision<>(
              "manual-evidence",
              ManualRecord.about(record.control(), id),
              record.json(),
              Set.of(record.control()),
              id);
        });
  }

  private void checkKnown(String subject) {
    boolean clause = subject.startsWith(ManualRecord.CLAUSE);
    if (clause && !Clause.ids().contains(subject.substring(ManualRecord.CLAUSE.length()))) {
      throw new DecisionRefused("the standard has no " + subject);
    }
    if (!clause && registry.byId(subject).isEmpty()) {
      throw new DecisionRefused("Annex A has no control '" + subject + "'");
    }
  }

  private static ManualRecord record(Brought brought, String by, Instant now) {
    return new ManualRecord(
        0,
        brought.control(),
        brought.slot(),
        brought.title(),
        brought.reference(),
        brought.digest(),
        brought.effectiveOn(),
        now,
        brought.reviewDays(),
        brought.expiresOn(),
        brought.owner(),
        by);
  }

  /** Takes a record back: it counts no more, and the log keeps that it did. */
  public void withdraw(String by, String control, long id) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          ManualRecord record =
              ManualTable.find(handle, id)
                  .filter(found -> found.control().equals(control))
                  .orElseThrow(
                      () ->
                          new DecisionRefused(
                              ManualRecord.words(control) + " has no record " + id));
          ManualTable.withdraw(handle, id, by, now);
          return new Decision<>(
              "manual-evidence-withdrawn",
              ManualRecord.about(control, id),
              Map.of("record", record.json()),
              Set.of(control),
              true);
        });
  }
}
