package io.attestream.collector.control;

import io.attestream.checks.control.AutomationClass;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.assessment.SoaRow;
import io.attestream.collector.manual.ManualRecord;
import io.attestream.collector.manual.ManualState;
import io.attestream.collector.manual.ManualTable;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What people decided and recorded, on one day. */
record Decided(
    Map<String, SoaEntry> statement, Map<String, List<ManualRecord>> records, LocalDate today) {
  private static final SoaRow MISSING =
      new SoaRow(SoaRow.Applicability.MISSING, false, SoaRow.Implementation.NO, 0);

  static Decided read(Handle handle, String scope, LocalDate today) {
    return new Decided(SoaTable.standing(handle, scope), ManualTable.all(handle), today);
  }

  boolean soaRecorded() {
    return !statement.isEmpty();
  }

  /** The row of the Statement; where there is no Statement at all, what is assumed. */
  SoaRow soa(String control) {
    SoaEntry entry = statement.get(control);
    if (entry != null) {
      return entry.row(today);
    }
    return soaRecorded() ? MISSING : SoaRow.ASSUMED;
  }

  String owner(String control) {
    SoaEntry entry = statement.get(control);
    return entry == null ? "" : entry.owner();
  }

  /** Whether the Statement links a high risk to the control. */
  boolean highRisk(String control) {
    SoaEntry entry = statement.get(control);
    return entry != null && entry.highRisk();
  }

  int unjustifiedExclusions() {
    return (int) statement.values().stream().filter(e -> !e.applicable() && !e.justified()).count();
  }

  ManualEvidence manual(String control, AutomationClass automation) {
    return ManualState.of(records.getOrDefault(control, List.of()), automation, today);
  }
}
