package io.attestream.collector.clauses;

import io.attestream.collector.assessment.ClauseFacts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was held and what is next, on one day. */
record PastEvents(List<ClauseEvent> events, LocalDate today) {
  /** Without a plan the next is due so long after the last. */
  private static final int INTERVAL_DAYS = 365;

  /** The last that was held. */
  Optional<ClauseEvent.Held> last(EventKind kind) {
    return events.stream()
        .filter(event -> event.is(kind))
        .flatMap(event -> event.outcome().stream())
        .max(Comparator.comparing(ClauseEvent.Held::on));
  }

  /** CL2: whether one was ever held, and days past plan of the next: the earliest plan not held. */
  ClauseFacts.Event next(EventKind kind) {
    Optional<LocalDate> planned =
        events.stream()
            .filter(event -> event.is(kind) && event.outcome().isEmpty())
            .map(ClauseEvent::plannedOn)
            .min(Comparator.naturalOrder());
    Optional<LocalDate> last = last(kind).map(ClauseEvent.Held::on);
    LocalDate due =
        planned.orElseGet(() -> last.map(on -> on.plusDays(INTERVAL_DAYS)).orElse(today));
    return new ClauseFacts.Event(last.isPresent(), ChronoUnit.DAYS.between(due, today));
  }

  /** CL3: what the last review did not treat. */
  Optional<ClauseFacts.Review> lastReview() {
    return last(EventKind.REVIEW)
        .map(
            held -> {
              Set<String> missing = new TreeSet<>();
              "abcdefg"
                  .chars()
                  .filter(letter -> held.inputs().indexOf(letter) < 0)
                  .forEach(letter -> missing.add(Character.toString(letter)));
              return new ClauseFacts.Review(missing, held.topManagement());
            });
  }
}
