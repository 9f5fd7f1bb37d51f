package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import java.util.List;

/** Sentences that text, Markdown and the page share. */
public final class ReadinessWords {
  /** The order in which grades are counted. */
  public static final List<Grade> WORST_FIRST =
      List.of(
          Grade.LIKELY_MAJOR,
          Grade.LIKELY_MINOR,
          Grade.NO_EVIDENCE,
          Grade.OFI,
          Grade.CONFORMING,
          Grade.NOT_APPLICABLE);

  private ReadinessWords() {}

  /** As {@link Readiness#words}, but the two kinds of an area of concern can be told apart. */
  public static String inSummary(Readiness readiness, Grade grade) {
    String words = readiness.words(grade);
    if (grade == Grade.CONFORMING) {
      return "likely " + words;
    }
    return words.equals(grade.words())
        ? words
        : words + (grade == Grade.LIKELY_MAJOR ? ", grave" : ", lesser");
  }

  /** What a fix does. */
  public static String fix(Readiness readiness, Fix fix) {
    return "A.%s leaves %s for %s with %d failing %s fixed"
        .formatted(
            fix.control(),
            inSummary(readiness, fix.from()),
            inSummary(readiness, fix.to()),
            fix.resources(),
            fix.resources() == 1 ? "resource" : "resources");
  }

  /** What has to be so that the rule no longer fires. */
  public static String need(Fired fired) {
    return Need.of(fired);
  }

  /** Which clauses the forecast leaves out. */
  public static String unassessed(Readiness readiness) {
    return "Not assessed, because no facts of them are kept: clauses "
        + String.join(", ", readiness.unassessed())
        + ".";
  }
}
