package io.attestream.evidence.verify;

import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for a person to read. */
final class ReportText {
  private static final int WIDTH = 96;
  private static final int MAX_LISTED = 200;
  private static final List<String> SAMPLE_CLAIMS =
      List.of(
          "every file is listed with its size and SHA-256, and the list is signed",
          "the checkpoint is signed by the log",
          "each sampled commit, and each entry about a key, is in the log under that checkpoint",
          "each sampled commit is signed by a key that those entries make its agent's",
          "its leaves give its size, tally, root and flat; disclosures match");

  private final StringBuilder out = new StringBuilder();
  private final VerificationReport report;

  private ReportText(VerificationReport report) {
    this.report = report;
  }

  static String text(VerificationReport report) {
    return new ReportText(report).write();
  }

  private String write() {
    line(headline(report));
    facts();
    steps();
    list("Problems", problems(report));
    units();
    list("Declared by the owner, and observed", declared(report));
    list("Times without evidence", gaps(report));
    list("Signed and logged between, by time stamps", windows(report));
    list("Not completely enumerated (their results are unknown, not passed)", incomplete(report));
    list("Read this with it", report.notes());
    line("");
    conclusion(report.outcome()).forEach(this::line);
    return out.toString();
  }

  /** What the outcome means, a line each. */
  static List<String> conclusion(Outcome outcome) {
    return switch (outcome) {
      case VALID, VALID_WITH_GAPS, VALID_SAMPLE ->
          List.of(
              "This shows that the evidence is authentic and whole since it was signed, as far as said above.",
              "It does not show that an agent saw the truth, and it is no statement of conformity.");
      case UNANCHORED ->
          List.of(
              "This shows only that the bundle does not contradict itself: anybody could have made it.",
              "Give --log-key, from a source other than the bundle, to learn more.");
      case INVALID ->
          List.of(
              "Rely on nothing in this bundle: not all of it is what it claims to be, or it is damaged.");
    };
  }

  static String headline(VerificationReport report) {
    String meaning =
        switch (report.outcome()) {
          case VALID -> "all that the bundle claims is proven";
          case VALID_WITH_GAPS -> "proven, with gaps (below)";
          case VALID_SAMPLE -> "proven for the sampled commits; completeness not proven";
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
    list("Proven", proven(report));
  }

  static List<String> proven(VerificationReport report) {
    if (report.outcome() == Outcome.INVALID) {
      return List.of();
    }
    List<String> claims = new ArrayList<>();
    if (report.sample()) {
      claims.addAll(SAMPLE_CLAIMS);
    } else {
      for (Step step : Step.values()) {
        if (step != Step.REPERFORM) {
          claims.add(step.claim());
        }
      }
    }
    report.reperformed().ifPresent(again -> reperformed(again, report.sample(), claims));
    return claims;
  }

  private static void reperformed(Reperformed again, boolean sample, List<String> claims) {
    if (again.complete()) {
      claims.add(
          sample
              ? "each sampled result follows from its evidence and the check pack that its commit names"
              : Step.REPERFORM.claim());
    }
    claims.add(
        "judged again: "
            + count(again.same(), "result", "results")
            + " with the same verdict"
            + (again.notSeen() > 0 ? ", " + again.notSeen() + " that had nothing to judge" : "")
            + (again.without() > 0 ? "; NOT judged again: " + again.without() : "")
            + (again.erased() > 0
                ? "; NOT judged again, for their evidence was erased: " + again.erased()
                : ""));
    again
        .missingPacks()
        .forEach(
            (digest, commits) ->
                claims.add(
                    "not in the bundle: pack "
                        + digest
                        + ", by which "
                        + count(commits, "commit", "commits")
                        + " with changes judged; give it with --pack"));
  }

  static List<String> problems(VerificationReport report) {
    return report.problems().stream()
        .map(p -> p.file() + ": " + p.message() + "  [" + p.step() + "]")
        .toList();
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

  static List<String> declared(VerificationReport report) {
    return report.declared().stream()
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
        .toList();
  }

  static List<String> gaps(VerificationReport report) {
    return report.gaps().stream()
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
  }

  static List<String> windows(VerificationReport report) {
    return report.windows().stream()
        .map(
            w ->
                "agent "
                    + w.agent()
                    + (w.firstSeq() == w.lastSeq()
                        ? ", commit " + w.firstSeq()
                        : ", commits " + w.firstSeq() + " to " + w.lastSeq())
                    + w.notBefore().map(t -> ": not before " + t).orElse(": no lower bound")
                    + w.notAfter().map(t -> ", not after " + t).orElse(", no upper bound yet"))
        .toList();
  }

  static List<String> incomplete(VerificationReport report) {
    return report.incomplete().stream()
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
