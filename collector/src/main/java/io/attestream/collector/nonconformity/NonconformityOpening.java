package io.attestream.collector.nonconformity;

import io.attestream.collector.decision.DecisionRefused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * An entry that was written, with what the product saw at that moment.
 *
 * @param content for the log
 */
record NonconformityOpening(Nonconformity entry, Map<String, Object> content) {

  /** Writes the rows of a draft without problems. */
  static NonconformityOpening of(
      Handle handle, long index, Instant now, String by, Draft draft, Clocks clocks) {
    DecisionRefused.unlessFree(unknownUnits(handle, draft));
    Optional<GradeSnapshot> grade = grade(handle, draft);
    String number =
        NonconformityTable.nextNumber(handle, draft.kind(), now.atZone(ZoneOffset.UTC).getYear());
    long id =
        NonconformityTable.add(
            handle, entry(draft, number, by, now, grade, clocks), draft.scope(), index);
    List<Failure> failures = failures(handle, id, draft);
    failures.forEach(failure -> NonconformityTable.addFailure(handle, id, failure));
    long count = draft.finding() > 0 ? failures.size() : FailureQuery.countOpen(handle, id);
    handle.execute("UPDATE nonconformity SET failures = ? WHERE id = ?", count, id);

    Map<String, Object> content = content(draft, failures, count, grade);
    EntryTable.add(handle, id, new Entry(Entry.OPENED, 0, by, now, content, index));
    Nonconformity entry =
        NonconformityTable.find(handle, id)
            .orElseThrow(() -> new IllegalStateException(number + " was just added"));
    return new NonconformityOpening(entry, content);
  }

  private static List<String> unknownUnits(Handle handle, Draft draft) {
    return draft.scope().stream()
        .map(Watched::unit)
        .distinct()
        .filter(unit -> !unit.isEmpty())
        .filter(
            unit ->
                handle
                    .createQuery("SELECT COUNT(*) FROM unit WHERE name = :unit")
                    .bind("unit", unit)
                    .mapTo(Long.class)
                    .one()
                    .equals(0L))
        .map(unit -> "there is no scope unit '" + unit + "'")
        .toList();
  }

  /** Only what was opened on the product's evidence carries the product's grade. */
  private static Optional<GradeSnapshot> grade(Handle handle, Draft draft) {
    return draft.source() == Source.GRADE || draft.source() == Source.FINDING
        ? draft.requirement().control().flatMap(control -> GradeSnapshot.read(handle, control))
        : Optional.empty();
  }

  private static Nonconformity entry(
      Draft draft,
      String number,
      String by,
      Instant now,
      Optional<GradeSnapshot> grade,
      Clocks clocks) {
    Progress progress = Progress.opened(now);
    return new Nonconformity(
        0,
        number,
        draft.kind(),
        draft.requirement(),
        draft.source(),
        draft.statement(),
        draft.evidence(),
        0,
        draft.owner(),
        new Nonconformity.Opening(
            by,
            now,
            grade.map(g -> g.grade().name()).orElse(""),
            grade.map(GradeSnapshot::rule).orElse(""),
            grade.map(GradeSnapshot::facts).orElse("")),
        progress,
        clocks.due(draft.kind(), progress).orElse(null),
        clocks.actionDue(draft.kind(), progress).orElse(null));
  }

  private static List<Failure> failures(Handle handle, long id, Draft draft) {
    if (draft.finding() == 0) {
      return FailureQuery.open(handle, id);
    }
    return List.of(
        FailureQuery.one(handle, draft.finding())
            .orElseThrow(() -> new DecisionRefused("there is no finding " + draft.finding())));
  }

  private static Map<String, Object> content(
      Draft draft, List<Failure> failures, long count, Optional<GradeSnapshot> grade) {
    Map<String, Object> content = new TreeMap<>();
    content.put("kind", draft.kind().name());
    content.put("requirement", draft.requirement().text());
    content.put("source", draft.source().name());
    content.put("statement", draft.statement());
    content.put("evidence", draft.evidence());
    content.put("owner", draft.owner());
    content.put("scope", draft.scope().stream().map(Watched::json).toList());
    content.put("failing", count);
    content.put("failures", failures.stream().map(Failure::json).toList());
    grade.ifPresent(
        g ->
            content.put(
                "grade", Map.of("grade", g.grade().name(), "rule", g.rule(), "facts", g.facts())));
    return content;
  }
}
