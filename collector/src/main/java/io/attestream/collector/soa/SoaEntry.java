package io.attestream.collector.soa;

import io.attestream.collector.assessment.SoaRow;
import io.attestream.collector.assessment.SoaRow.Applicability;
import io.attestream.collector.assessment.SoaRow.Implementation;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of the Statement.
 *
 * @param control Annex A id, {@code 8.15}
 * @param reasons why it is included; none for an exclusion
 * @param justification why it is excluded; empty for an inclusion
 * @param approvedBy who approved the exclusion; empty for nobody
 * @param due when a planned implementation is due
 * @param highRisks references of the high risks that the control treats; empty for none
 */
public record SoaEntry(
    String control,
    boolean applicable,
    Set<Reason> reasons,
    String justification,
    String approvedBy,
    Implementation implemented,
    @Nullable LocalDate due,
    String owner,
    String highRisks) {
  /** Longest justification, in characters. */
  public static final int LONGEST = 2000;

  /** Longest references of high risks, in characters. */
  public static final int LONGEST_RISKS = 300;

  private static final int LONGEST_NAME = 100;

  public SoaEntry {
    reasons =
        reasons.isEmpty()
            ? Set.of()
            : java.util.Collections.unmodifiableSet(EnumSet.copyOf(reasons));
  }

  /** A row of a control that treats no high risk. */
  public SoaEntry(
      String control,
      boolean applicable,
      Set<Reason> reasons,
      String justification,
      String approvedBy,
      Implementation implemented,
      @Nullable LocalDate due,
      String owner) {
    this(control, applicable, reasons, justification, approvedBy, implemented, due, owner, "");
  }

  /** How a Statement begins: everything applies and is in place, and a person says why. */
  public static SoaEntry drafted(String control) {
    return new SoaEntry(control, true, Set.of(), "", "", Implementation.YES, null, "");
  }

  public Optional<LocalDate> dueOn() {
    return Optional.ofNullable(due);
  }

  public boolean justified() {
    return !justification.isEmpty() && !approvedBy.isEmpty();
  }

  /** Whether a high risk is linked to the control. */
  public boolean highRisk() {
    return !highRisks.isEmpty();
  }

  /** What contradicts itself; such a row is not stored. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (applicable && !(justification.isEmpty() && approvedBy.isEmpty())) {
      problems.add("a justification and an approval are for an exclusion");
    }
    if (!applicable && !reasons.isEmpty()) {
      problems.add("reasons for inclusion are for an applicable control");
    }
    if (implemented == Implementation.PLANNED && applicable && due == null) {
      problems.add("a planned implementation needs its due date");
    }
    if (implemented == Implementation.YES && due != null) {
      problems.add("a due date is for what is not implemented yet");
    }
    if (justification.length() > LONGEST) {
      problems.add("the justification is longer than " + LONGEST + " characters");
    }
    if (owner.length() > LONGEST_NAME || approvedBy.length() > LONGEST_NAME) {
      problems.add("owner and approver have at most " + LONGEST_NAME + " characters");
    }
    if (highRisks.length() > LONGEST_RISKS) {
      problems.add("the high risks are longer than " + LONGEST_RISKS + " characters");
    }
    if (!applicable && highRisk()) {
      problems.add("an excluded control treats no risk");
    }
    return problems;
  }

  /** What is missing before the Statement can be frozen. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (applicable && reasons.isEmpty()) {
      gaps.add("no reason for inclusion");
    }
    if (!applicable && !justified()) {
      gaps.add("the exclusion is not justified and approved");
    }
    if (owner.isEmpty()) {
      gaps.add("no owner");
    }
    return gaps;
  }

  /** What grading sees of it. */
  public SoaRow row(LocalDate today) {
    return new SoaRow(
        applicable ? Applicability.APPLICABLE : Applicability.EXCLUDED,
        applicable || justified(),
        implemented,
        due == null ? 0 : ChronoUnit.DAYS.between(due, today));
  }

  /** The row as plain JSON values, for the log and for frozen versions. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", control);
    json.put("applicable", applicable);
    json.put("reasons", reasons.stream().map(Reason::name).sorted().toList());
    json.put("justification", justification);
    json.put("approvedBy", approvedBy);
    json.put("implemented", implemented.name());
    json.put("due", due == null ? "" : due.toString());
    json.put("owner", owner);
    json.put("highRisks", highRisks);
    return json;
  }

  /** The reasons in words. */
  public String reasonWords() {
    return reasons.stream().map(Reason::words).collect(Collectors.joining(", "));
  }
}
