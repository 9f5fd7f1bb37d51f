package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import java.util.regex.Pattern;

/** A readiness as GitHub-flavoured Markdown, for the summary of a pipeline. */
public final class ReadinessMarkdown {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\|*_`<>\\[\\]]");

  private final Readiness readiness;
  private final StringBuilder text = new StringBuilder();

  private ReadinessMarkdown(Readiness readiness) {
    this.readiness = readiness;
  }

  public static String of(Readiness readiness) {
    ReadinessMarkdown writer = new ReadinessMarkdown(readiness);
    writer.summary();
    writer.fixes();
    writer.items();
    return writer.text.toString();
  }

  private void summary() {
    AuditPlan plan = readiness.plan();
    line("# Readiness for the Stage %d audit on %s".formatted(plan.stage1() ? 1 : 2, plan.audit()));
    line("");
    line(
        "In %d days, if nothing is done. Grades are likely; a person confirms."
            .formatted(plan.days()));
    line("");
    line("| grade | now | at the audit |");
    line("|---|--:|--:|");
    for (Grade grade : ReadinessWords.WORST_FIRST) {
      line(
          "| %s | %d | %d |"
              .formatted(
                  ReadinessWords.inSummary(readiness, grade),
                  readiness.now().getOrDefault(grade, 0L),
                  readiness.then().getOrDefault(grade, 0L)));
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
    line("## Fix first");
    line("");
    for (Fix fix : readiness.fixes()) {
      line("1. " + plain(ReadinessWords.fix(readiness, fix)));
      for (Fix.Failing failing : fix.checks()) {
        line("   - `%s`: %d failing".formatted(failing.check(), failing.resources()));
      }
    }
  }

  private void items() {
    if (readiness.open().isEmpty()) {
      return;
    }
    line("");
    line("## Controls and clauses, worst first");
    for (Forecast item : readiness.open()) {
      line("");
      line("### " + plain((item.name() + " " + item.title()).strip()));
      line("");
      line(
          "%s now, %s at the audit."
              .formatted(
                  readiness.words(item.now().grade()), readiness.words(item.then().grade())));
      line("");
      for (Forecast.Turn turn : item.turns()) {
        line("- from %s: %s".formatted(turn.on(), readiness.words(turn.grade())));
      }
      for (Fired fired : item.then().fired()) {
        line("- **%s** %s".formatted(fired.rule(), plain(fired.facts())));
        if (!fired.against().isEmpty()) {
          line("  - but " + plain(fired.against()));
        }
        line("  - by %s: %s".formatted(item.by(), plain(Need.of(fired))));
      }
    }
  }

  /** Text that stays text, whatever names hold. */
  private static String plain(String text) {
    return SPECIAL.matcher(text.replace('\n', ' ')).replaceAll("\\\\$0");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
