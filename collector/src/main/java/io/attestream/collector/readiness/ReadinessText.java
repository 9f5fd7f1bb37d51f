package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import java.util.Locale;

/** A readiness for a terminal. */
public final class ReadinessText {
  private final Readiness readiness;
  private final StringBuilder text = new StringBuilder();

  private ReadinessText(Readiness readiness) {
    this.readiness = readiness;
  }

  public static String of(Readiness readiness) {
    ReadinessText writer = new ReadinessText(readiness);
    writer.summary();
    writer.fixes();
    readiness.open().forEach(writer::item);
    return writer.text.toString();
  }

  private void summary() {
    AuditPlan plan = readiness.plan();
    line("Readiness for the Stage %d audit".formatted(plan.stage1() ? 1 : 2));
    line(
        "on %s, in %d days, if nothing is done. Grades are likely; a person confirms."
            .formatted(plan.audit(), plan.days()));
    line("");
    line("  now   then  grade");
    for (Grade grade : ReadinessWords.WORST_FIRST) {
      line(
          "%5d  %5d  %s"
              .formatted(
                  readiness.now().getOrDefault(grade, 0L),
                  readiness.then().getOrDefault(grade, 0L),
                  ReadinessWords.inSummary(readiness, grade)));
    }
    if (!readiness.unassessed().isEmpty()) {
      line("");
      line(ReadinessWords.unassessed(readiness));
    }
  }

  private void fixes() {
    if (readiness.fixes().isEmpty()) {
      return;
    }
    line("");
    line("Fix first");
    for (Fix fix : readiness.fixes()) {
      line("  " + ReadinessWords.fix(readiness, fix));
      fix.checks().forEach(c -> line("      " + c.check() + ": " + c.resources() + " failing"));
    }
  }

  private void item(Forecast item) {
    line("");
    line(
        "%s: %s now, %s at the audit (confidence %s)"
            .formatted(
                item.title().isEmpty() ? item.name() : item.name() + " " + item.title(),
                readiness.words(item.now().grade()),
                readiness.words(item.then().grade()),
                item.then().confidence().name().toLowerCase(Locale.ROOT)));
    item.turns()
        .forEach(
            turn -> line("    from %s: %s".formatted(turn.on(), readiness.words(turn.grade()))));
    for (Fired fired : item.then().fired()) {
      line("    " + fired.rule() + ": " + fired.facts());
      if (!fired.against().isEmpty()) {
        line("        but " + fired.against());
      }
      line("        by " + item.by() + ": " + Need.of(fired));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
