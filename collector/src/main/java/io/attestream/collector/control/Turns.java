package io.attestream.collector.control;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.live.LiveEvent.GradeChanged;
import io.attestream.collector.notification.Kind;
import io.attestream.collector.notification.Outbox;
import io.attestream.collector.notification.Transition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Tells the outbox what turned in an assessment round, in the round's transaction. */
public final class Turns {
  private static final int MOST_RULES = 10;

  private final Outbox outbox;

  public Turns(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A control's first grade is no transition. */
  void control(Handle handle, GradeChanged change, String title, Assessment assessment, long now) {
    if (change.from().isEmpty()) {
      return;
    }
    Map<String, Object> facts = facts(assessment);
    facts.put("title", title);
    facts.put("confidence", assessment.confidence().name());
    outbox.record(
        handle, transition(Kind.CONTROL, change.control(), change.from(), assessment, facts, now));
  }

  /** A clause has a row only while a rule of it fires; without one it reads conforming. */
  void clauses(Handle handle, Map<String, Assessment> clauses, long now) {
    Map<String, String> before = new HashMap<>();
    handle
        .createQuery("SELECT clause, grade FROM clause_grade")
        .map((row, context) -> Map.entry(row.getString("clause"), row.getString("grade")))
        .forEach(row -> before.put(row.getKey(), row.getValue()));
    clauses.forEach(
        (clause, assessment) -> {
          String from = before.getOrDefault(clause, Grade.CONFORMING.name());
          if (!from.equals(assessment.grade().name())) {
            outbox.record(
                handle, transition(Kind.CLAUSE, clause, from, assessment, facts(assessment), now));
          }
        });
    before.forEach(
        (clause, from) -> {
          if (!clauses.containsKey(clause) && !from.equals(Grade.CONFORMING.name())) {
            outbox.record(
                handle,
                new Transition(
                    Kind.CLAUSE,
                    clause,
                    from,
                    Grade.CONFORMING.name(),
                    Instant.ofEpochMilli(now),
                    "No rule of this clause fires any more.",
                    Map.of()));
          }
        });
  }

  private static Transition transition(
      Kind kind,
      String about,
      String from,
      Assessment assessment,
      Map<String, Object> facts,
      long now) {
    return new Transition(
        kind,
        about,
        from,
        assessment.grade().name(),
        Instant.ofEpochMilli(now),
        summary(assessment),
        facts);
  }

  /** The rules that decide, with their facts. */
  private static String summary(Assessment assessment) {
    List<Fired> deciding =
        assessment.fired().stream().filter(f -> f.grade() == assessment.grade()).toList();
    return deciding.isEmpty()
        ? "No rule fires against it."
        : deciding.stream()
            .limit(MOST_RULES)
            .map(f -> "Rule " + f.rule() + ": " + f.facts())
            .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> facts(Assessment assessment) {
    Map<String, Object> facts = new HashMap<>();
    facts.put(
        "rules",
        assessment.fired().stream()
            .limit(MOST_RULES)
            .map(
                f ->
                    Map.of(
                        "rule", f.rule(),
                        "grade", f.grade().name(),
                        "facts", f.facts(),
                        "against", f.against()))
            .toList());
    return facts;
  }
}
