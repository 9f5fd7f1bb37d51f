package io.attestream.collector.web.soa;

import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.soa.Reason;
import io.attestream.collector.soa.SoaEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row from texts that a person or a program sent. */
public final class SoaForm {
  private SoaForm() {}

  /**
   * Builds a row.
   *
   * @throws DecisionRefused when a word or a day cannot be read
   */
  public static SoaEntry row(
      String control,
      boolean applicable,
      Set<String> reasons,
      String justification,
      String approvedBy,
      String implemented,
      String due,
      String owner,
      String highRisks) {
    Set<Reason> read = EnumSet.noneOf(Reason.class);
    reasons.forEach(reason -> read.add(word(Reason.class, "reason", reason)));
    return new SoaEntry(
        control,
        applicable,
        read,
        justification.strip(),
        approvedBy.strip(),
        implemented.isEmpty()
            ? Implementation.YES
            : word(Implementation.class, "implemented", implemented),
        day("due", due),
        owner.strip(),
        highRisks.strip());
  }

  private static <E extends Enum<E>> E word(Class<E> type, String name, String text) {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new DecisionRefused(name + " '" + text + "' is not known");
    }
  }

  /** A day, or nothing for an empty text. */
  public static @Nullable LocalDate day(String name, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new DecisionRefused(name + " is '" + text + "', expected a day such as 2026-12-31");
    }
  }
}
