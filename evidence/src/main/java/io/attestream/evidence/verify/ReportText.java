package io.attestream.evidence.verify;

import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A report for a person to read. */
final class ReportText {
  private static final int WIDTH = 96;
  private static final int MAX_LISTED = 200;

  private final StringBuilder out = new StringBuilder();
  private final VerificationReport report;

  private ReportText(VerificationReport report) {
    this.report = report;
  }

  static String text(VerificationReport report) {
    return new ReportText(report).write();
  }

  private String write() {
    line(headline());
    facts();
    steps();
    problems();
    units();
    declared();
    gaps();
    windows();
    incomplete();
    list("Read this with it", report.notes());
    line("");
    conclusion();
    return out.toString();
  }

  private void conclusion() {
    switch (report.outcome()) {
      case VALID, VALID_WITH_GAPS -> {
        line(
            "This shows that the evidence is authentic and whole since it was signed, as far as said above.");
        line("It does not show that an agent saw the truth, and it is no statement of conformity.");
      }
      case UNANCHORED -> {
        line(
            "This shows only that the bundle does not contradict itself: anybody could have made it.");
        line("Give --log-key, from a source other than the bundle, to learn more.");
      }
      case INVALID ->
          line(
              "Rely on nothing in this bundle: not all of it is what it claims to be, or it is damaged.");
    }
  }

  private String headline() {
    String meaning =
        switch (report.outcome()) {
          case VALID -> "all that the bundle claims is proven";
          case VALID_WITH_GAPS -> "proven, with gaps (below)";
          case UNANCHORED ->
              "the bundle agrees with itself; no log key was given to check it against";
          case INVALID -> "not accepted, for the problems below";
        };
    return report.outcome() + "  " + report.bundle() + ": " + meaning;
  }

  private void facts() {
    if (report.header().isPresent() || report.checkpoint().isPresent() || report.files() > 0) {
      line("");
    }
    report
        .header()
        .ifPresent(
            h -> {
              fact("Period", h.from() + " to " + h.to());
              fact("Exported", h.createdAt() + " by " + h.software());
            });
    report
        .checkpoint()
        .ifPresent(
            c -> {
              fact("Log", c.origin() + ", " + count(c.size(), "entry", "entries"));
              fact("Root", c.root().hex());
            });
    if (!report.logKeyId().isEmpty()) {
      fact("Log key", report.logKeyId());
    }
    if (report.files() > 0) {
      fact("Files", count(report.files(), "file", "files") + ", " + report.bytes() + " bytes");
    }
    report.entries().forEach((type, n) -> fact("Entries", n + " × " + type));
  }

  private void steps() {
    if (report.outcome() == Outcome.INVALID) {
      return;
    }
    line("");
    line("Proven");
    for (Step step : Step.values()) {
      if (step != Step.REPERFORM) {
        item(step.claim());
      }
    }
    report.reperformed().ifPresent(this::reperformed);
  }

  private void reperformed(Reperformed again) {
    if (again.complete()) {
      item(Step.REPERFORM.claim());
    }
    item(
        "judged again: "
            + count(again.same(), "result", "results")
            + " with the same verdict"
            + (again.notSeen() > 0 ? ", " + again.notSeen() + " that had nothing to judge" : "")
            + (again.without() > 0 ? "; NOT judged again: " + again.without() : ""));
    again
        .missingPacks()
        .forEach(
            (digest, commits) ->
                item(
                    "not in the bundle: pack "
                        + digest
                        + ", by which "
                        + count(commits, "commit", "commits")
                        + " with changes judged; give it with --pack"));
  }

  private void problems() {
    List<String> problems =
        report.problems().stream()
            .map(p -> p.file() + ": " + p.message() + "  [" + p.step() + "]")
            .toList();
    list("Problems", problems);
  }

  private void units() {
    if (report.units().isEmpty()) {
      return;
    }
    line("");
    line("Scope units");
    for (VerificationReport.Unit u : report.units()) {
      item(
          u.unit()
              + " by agent "
              + u.agent()
              + ": "
              + count(u.commits(), "commit", "commits")
              + " from "
              + u.first()
              + " to "
              + u.last()
              + (u.late() > 0 ? ", " + u.late() + " of them late" : "")
              + (u.replayed() < u.commits()
                  ? ", leaves of " + u.replayed() + " of them verified"
                  : ""));
      item(
          "  last: "
              + count(u.size(), "result", "results")
              + ": "
              + u.tally().pass()
              + " pass, "
              + u.tally().fail()
              + " fail, "
              + u.tally().notApplicable()
              + " not applicable, "
              + u.tally().unknown()
              + " unknown");
    }
  }

  private void declared() {
    list(
        "Declared by the owner, and observed",
        report.declared().stream()
            .map(
                d ->
                    d.unit()
                        + " by agent "
                        + d.agent()
                        + ", at least every "
                        + duration(d.longestInterval())
                        + ": "
                        + count(d.commits(), "commit", "commits")
                        + " in "
                        + duration(d.required())
                        + (d.blind().isZero()
                            ? ", no silence beyond that"
                            : ", " + duration(d.blind()) + " without evidence"))
            .toList());
  }

  private void gaps() {
    List<String> gaps =
        report.gaps().stream()
            .map(
                g ->
                    g.unit()
                        + (g.agent().isEmpty() ? "" : " by agent " + g.agent())
                        + ": "
                        + duration(g.duration())
                        + " from "
                        + g.from()
                        + " to "
                        + g.to()
                        + "; "
                        + g.why())
            .toList();
    list("Times without evidence", gaps);
  }

  private void windows() {
    list(
        "Signed and logged between, by time stamps",
        report.windows().stream()
            .map(
                w ->
                    "agent "
                        + w.agent()
                        + (w.firstSeq() == w.lastSeq()
                            ? ", commit " + w.firstSeq()
                            : ", commits " + w.firstSeq() + " to " + w.lastSeq())
                        + w.notBefore().map(t -> ": not before " + t).orElse(": no lower bound")
                        + w.notAfter().map(t -> ", not after " + t).orElse(", no upper bound yet"))
            .toList());
  }

  private void incomplete() {
    List<String> incomplete =
        report.incomplete().stream()
            .map(
                i ->
                    i.unit()
                        + ": "
                        + i.type()
                        + " by "
                        + i.api()
                        + ": "
                        + i.error()
                        + ", in "
                        + count(i.commits(), "commit", "commits")
                        + " of agent "
                        + i.agent()
                        + " (seq "
                        + i.firstSeq()
                        + " to "
                        + i.lastSeq()
                        + ")")
            .toList();
    list("Not completely enumerated (their results are unknown, not passed)", incomplete);
  }

  private void list(String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    line("");
    line(title);
    items.stream().limit(MAX_LISTED).forEach(this::item);
    if (items.size() > MAX_LISTED) {
      item("and " + (items.size() - MAX_LISTED) + " more; --json lists all");
    }
  }

  private void fact(String name, String value) {
    line(String.format(Locale.ROOT, "  %-9s %s", name, value));
  }

  /** An item, wrapped at spaces. */
  private void item(String text) {
    String indent = "  - ";
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        line(line.toString().stripTrailing());
        line.setLength(0);
        line.append("    ");
      }
      line.append(word).append(' ');
    }
    line(line.toString().stripTrailing());
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  private static String duration(Duration d) {
    String text = d.toDays() > 0 ? d.toDays() + " d " : "";
    text += d.toHoursPart() > 0 || !text.isEmpty() ? d.toHoursPart() + " h " : "";
    return text
        + d.toMinutesPart()
        + " min"
        + (d.toSecondsPart() > 0 ? " " + d.toSecondsPart() + " s" : "");
  }
}
