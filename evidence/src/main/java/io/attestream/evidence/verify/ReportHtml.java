package io.attestream.evidence.verify;

import java.util.List;

/** A report as one HTML page that needs nothing but itself: no script, no link, no font. */
final class ReportHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      .outcome { border: 2px solid; border-radius: .5rem; padding: .5rem 1rem; font-weight: 600; }
      .VALID { border-color: #2e7d32; } .INVALID { border-color: #c62828; }
      .VALID_WITH_GAPS, .VALID_SAMPLE, .UNANCHORED { border-color: #b26a00; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
        border-bottom: 1px solid #8886; overflow-wrap: anywhere; }
      th { overflow-wrap: normal; white-space: nowrap; }
      td.number, th.number { text-align: right; }
      .wide { overflow-x: auto; } .wide td { overflow-wrap: normal; }
      li { overflow-wrap: anywhere; }
      @media print { body { margin: 0; max-width: none; } }
      """;

  private final StringBuilder out = new StringBuilder();
  private final VerificationReport report;

  private ReportHtml(VerificationReport report) {
    this.report = report;
  }

  static String page(VerificationReport report) {
    return new ReportHtml(report).write();
  }

  private String write() {
    String title = "Verification of " + report.bundle();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n<p class=\"outcome ")
        .append(report.outcome())
        .append("\">")
        .append(escaped(ReportText.headline(report)))
        .append("</p>\n");
    facts();
    list("Problems", ReportText.problems(report));
    list("Proven", ReportText.proven(report));
    units();
    list("Declared by the owner, and observed", ReportText.declared(report));
    list("Times without evidence", ReportText.gaps(report));
    list("Signed and logged between, by time stamps", ReportText.windows(report));
    list(
        "Not completely enumerated (their results are unknown, not passed)",
        ReportText.incomplete(report));
    list("Read this with it", report.notes());
    ReportText.conclusion(report.outcome())
        .forEach(line -> out.append("<p>").append(escaped(line)).append("</p>\n"));
    return out.append("</body>\n</html>\n").toString();
  }

  private void facts() {
    out.append("<table>\n");
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
              fact("Log", c.origin() + ", " + c.size() + " entries");
              fact("Root", c.root().hex());
            });
    if (!report.logKeyId().isEmpty()) {
      fact("Log key", report.logKeyId());
    }
    if (report.files() > 0) {
      fact("Files", report.files() + ", " + report.bytes() + " bytes");
    }
    out.append("</table>\n");
  }

  private void fact(String name, String value) {
    out.append("<tr><th scope=\"row\">")
        .append(escaped(name))
        .append("</th><td>")
        .append(escaped(value))
        .append("</td></tr>\n");
  }

  private void units() {
    if (report.units().isEmpty()) {
      return;
    }
    out.append("<h2>Scope units</h2>\n<div class=\"wide\">\n<table>\n<tr>");
    for (String head : List.of("unit", "agent", "from", "to")) {
      out.append("<th scope=\"col\">").append(head).append("</th>");
    }
    for (String head : List.of("commits", "late", "pass", "fail", "n/a", "unknown")) {
      out.append("<th scope=\"col\" class=\"number\">").append(head).append("</th>");
    }
    out.append("</tr>\n");
    for (VerificationReport.Unit u : report.units()) {
      out.append("<tr>");
      for (Object cell : List.of(u.unit(), u.agent(), u.first(), u.last())) {
        out.append("<td>").append(escaped(cell.toString())).append("</td>");
      }
      for (long number :
          new long[] {
            u.commits(),
            u.late(),
            u.tally().pass(),
            u.tally().fail(),
            u.tally().notApplicable(),
            u.tally().unknown()
          }) {
        out.append("<td class=\"number\">").append(number).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</table>\n</div>\n");
  }

  private void list(String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    out.append("<h2>").append(escaped(title)).append("</h2>\n<ul>\n");
    items.forEach(item -> out.append("<li>").append(escaped(item)).append("</li>\n"));
    out.append("</ul>\n");
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c);
              }
            });
    return safe.toString();
  }
}
