package io.attestream.collector.web.soa;

import io.attestream.collector.soa.Contradiction;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Statement as it stands.
 *
 * @param scope whose Statement it is
 * @param lines all 93 controls, in the order of Annex A
 * @param gaps what keeps it from being frozen
 * @param contradictions rows that what the checks see speaks against, by control
 * @param changes rows that differ from the newest version
 * @param problems why the last attempt was refused
 * @param done what the last attempt did, or empty
 */
public record SoaView(
    ScopeChoice scope,
    List<Line> lines,
    List<Version> versions,
    List<Clause> clauses,
    List<String> gaps,
    Map<String, Contradiction> contradictions,
    int changes,
    List<String> problems,
    String done) {
  /** A control and its row, when there is one. */
  public record Line(String id, String title, Optional<SoaEntry> row, GradeBadge grade) {}

  /** A frozen version. */
  public record Version(
      long number, String note, String frozenBy, When frozenAt, String digest, long logIndex) {}

  /** A clause that something was found about. */
  public record Clause(String clause, GradeBadge grade, List<GradeRow.Rule> rules) {}

  public boolean recorded() {
    return lines.stream().anyMatch(line -> line.row().isPresent());
  }

  /** Rows that are missing although there is a Statement. */
  public long missing() {
    return lines.stream().filter(line -> line.row().isEmpty()).count();
  }

  public long applicable() {
    return lines.stream().filter(l -> l.row().map(SoaEntry::applicable).orElse(false)).count();
  }

  public long excluded() {
    return lines.stream().filter(l -> l.row().map(r -> !r.applicable()).orElse(false)).count();
  }
}
