package io.attestream.collector.web.evidence;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.manual.ManualRecord;
import io.attestream.collector.manual.ManualState;
import io.attestream.collector.manual.ManualTable;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads the documents and records of a control. */
public final class EvidenceQuery {
  private final Reference reference;

  public EvidenceQuery(Reference reference) {
    this.reference = reference;
  }

  /** One control; 404 when Annex A has no such number. */
  public EvidenceView one(Handle handle, String id, Instant now, List<String> problems) {
    Control control =
        reference
            .control(id)
            .orElseThrow(() -> HttpProblem.notFound("Annex A has no control '" + id + "'."));
    GradeRow stored = GradeRow.all(handle).get(id);
    GradeRow row = stored == null ? GradeRow.unassessed(control) : stored;
    AutomationClass automation =
        row.automation().isEmpty()
            ? control.bestClass()
            : AutomationClass.valueOf(row.automation());
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<ManualRecord> records = ManualTable.of(handle, id);
    return new EvidenceView(
        id,
        control.title(),
        control.manualPart(),
        automation == AutomationClass.F,
        row.badge(),
        words(ManualState.of(records, automation, today)),
        records.stream().map(record -> line(record, today, now)).toList(),
        today.toString(),
        problems);
  }

  private static String words(ManualEvidence state) {
    return switch (state.state()) {
      case VALID -> "valid";
      case OVERDUE -> state.overdueDays() + " days overdue";
      case MISSING -> "missing";
    };
  }

  public static EvidenceView.Line line(ManualRecord record, LocalDate today, Instant now) {
    return new EvidenceView.Line(
        record.id(),
        record.slot(),
        record.title(),
        record.reference(),
        record.digest(),
        record.effectiveOn().toString(),
        When.of(record.receivedAt(), now),
        record.dueOn().toString(),
        record.dueInDays(today) < 0,
        record.expires().map(LocalDate::toString).orElse(""),
        record.owner(),
        record.recordedBy());
  }
}
