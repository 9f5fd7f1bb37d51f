package io.attestream.collector.web.scope;

import io.attestream.checks.control.Control;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeTable;
import io.attestream.collector.scopes.ScopeUnits;
import io.attestream.collector.soa.SoaTable;
import io.attestream.collector.soa.SoaVersion;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.ScopeGrades;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the scopes for the page and the API. */
public final class ScopeQuery {
  private final Reference reference;

  public ScopeQuery(Reference reference) {
    this.reference = reference;
  }

  /** All of them, by name. */
  public List<ScopeListView.Line> all(Handle handle, Instant now) {
    return ScopeTable.all(handle).stream().map(scope -> line(handle, scope, now)).toList();
  }

  private ScopeListView.Line line(Handle handle, NamedScope scope, Instant now) {
    List<SoaVersion> versions = SoaVersion.all(handle, scope.name());
    return new ScopeListView.Line(
        scope,
        ScopeUnits.of(handle, scope.name()).names(),
        grades(handle, scope, now),
        SoaTable.all(handle, scope.name()).size(),
        versions.isEmpty() ? 0 : versions.get(0).version());
  }

  private Map<GradeBadge, Integer> grades(Handle handle, NamedScope scope, Instant now) {
    Map<GradeBadge, Integer> counts = new EnumMap<>(GradeBadge.class);
    for (GradeBadge badge : GradeBadge.values()) {
      counts.put(badge, 0);
    }
    ScopeChoice choice = new ScopeChoice(scope.name(), scope.title(), List.of());
    Map<String, GradeRow> rows =
        ScopeGrades.read(handle, reference.scopes(), choice, now).controls();
    for (Control control : reference.controls()) {
      GradeRow row = rows.get(control.id());
      counts.merge((row == null ? GradeRow.unassessed(control) : row).badge(), 1, Integer::sum);
    }
    return counts;
  }
}
