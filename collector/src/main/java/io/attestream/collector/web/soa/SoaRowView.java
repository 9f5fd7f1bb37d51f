package io.attestream.collector.web.soa;

import io.attestream.collector.soa.Reason;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.ScopeChoice;
import java.time.LocalDate;
import java.util.List;

/**
 * One row with its form.
 *
 * @param scope whose Statement it is in
 * @param recorded whether the Statement has the row
 * @param row the row, or how it would begin
 * @param problems why the last attempt was refused
 */
public record SoaRowView(
    ScopeChoice scope,
    String id,
    String title,
    String explanation,
    boolean recorded,
    SoaEntry row,
    GradeBadge grade,
    List<String> problems) {
  public boolean has(Reason reason) {
    return row.reasons().contains(reason);
  }

  public String due() {
    return row.dueOn().map(LocalDate::toString).orElse("");
  }
}
