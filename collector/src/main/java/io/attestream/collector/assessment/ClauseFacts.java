package io.attestream.collector.assessment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the grade of one clause depends on.
 *
 * @param clause its number, {@code 9.3.2}
 * @param documented whether documented information is required
 * @param documents the documents and records
 * @param event the internal audit or management review that the clause asks for; {@code null} for a
 *     clause without one
 * @param review what the last management review had; {@code null} when that is not told
 * @param cycleCoverage share of clauses and controls that the audit cycle covers, 0 to 1; {@code null}
 *     when that is not told
 * @param audits internal audits held
 * @param ownWorkAudits how many of them an auditor held over their own work
 * @param withoutCauseDays for each nonconformity without a cause analysis, its age in days
 */
public record ClauseFacts(
    String clause,
    boolean documented,
    ManualEvidence documents,
    @Nullable Event event,
    @Nullable Review review,
    @Nullable Double cycleCoverage,
    int audits,
    int ownWorkAudits,
    List<Long> withoutCauseDays) {

  public ClauseFacts {
    withoutCauseDays = withoutCauseDays.stream().sorted().toList();
    if (ownWorkAudits > audits) {
      throw new IllegalArgumentException(clause + ": more audits of own work than audits");
    }
  }

  /**
   * An internal audit or management review.
   *
   * @param held whether one was ever held
   * @param overdueDays days past plan of the next; negative when days are left
   */
  public record Event(boolean held, long overdueDays) {}

  /**
   * The last management review.
   *
   * @param missingInputs letters of clause 9.3.2, {@code a} to {@code g}, that were not treated
   * @param topManagement whether top management took part
   */
  public record Review(Set<String> missingInputs, boolean topManagement) {
    public Review {
      missingInputs =
          java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(missingInputs));
    }
  }

  Optional<Event> plannedEvent() {
    return Optional.ofNullable(event);
  }

  Optional<Review> lastReview() {
    return Optional.ofNullable(review);
  }

  /** The same facts so many days later, when nothing was done. */
  ClauseFacts after(long days) {
    return new ClauseFacts(
        clause,
        documented,
        documents.after(days),
        event == null ? null : new Event(event.held(), event.overdueDays() + days),
        review,
        cycleCoverage,
        audits,
        ownWorkAudits,
        withoutCauseDays.stream().map(age -> age + days).toList());
  }
}
