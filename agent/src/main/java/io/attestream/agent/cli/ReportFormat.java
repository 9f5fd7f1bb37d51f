package io.attestream.agent.cli;

import io.attestream.agent.judge.CheckResult;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.model.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How a scan's results are written. */
enum ReportFormat {
  TABLE {
    @Override
    void write(ScanReport report, PrintWriter out) {
      for (CheckResult result : report.problems()) {
        out.printf(
            "%-8s %-9s %-52s %s%n",
            result.verdict().status().name(),
            result.check().severity().key(),
            result.check().id(),
            Visible.text(result.resource().name()));
        boolean failed = result.verdict().status() == Status.FAIL;
        String reason = result.verdict().reason().map(Enum::name).orElse("");
        out.println(
            "         "
                + (failed
                    ? result.check().message()
                    : Visible.text((reason + " " + result.verdict().detail()).strip())));
      }
      out.printf(
          "%d results on %d resources: %d pass, %d fail, %d not applicable, %d unknown%n",
          report.results().size(),
          report.resources(),
          report.count(Status.PASS),
          report.count(Status.FAIL),
          report.count(Status.NOT_APPLICABLE),
          report.count(Status.UNKNOWN));
    }
  },
  JSON {
    @Override
    void write(ScanReport report, PrintWriter out) {
      List<Object> results = new ArrayList<>();
      for (CheckResult result : report.results()) {
        Map<String, Object> one =
            new HashMap<>(DisclosedEvidence.value(result.evidence(), result.verdict()));
        one.put("check", result.check().pinned());
        one.put("controls", result.check().controls().stream().map(e -> e.control()).toList());
        one.put("id", result.resource().id());
        one.put("name", result.resource().name());
        one.put("severity", result.check().severity().key());
        one.put("status", result.verdict().status().wire());
        one.put("type", result.resource().type());
        one.put("unit", result.resource().unit());
        results.add(one);
      }
      Map<String, Object> tally = new HashMap<>();
      for (Status status : Status.values()) {
        tally.put(status.wire(), report.count(status));
      }
      out.println(
          CanonicalJson.text(
              Map.of("resources", report.resources(), "results", results, "tally", tally)));
    }
  },
  JUNIT {
    @Override
    void write(ScanReport report, PrintWriter out) {
      Map<String, List<CheckResult>> byCheck = new TreeMap<>();
      report
          .results()
          .forEach(
              result ->
                  byCheck
                      .computeIfAbsent(result.check().id(), id -> new ArrayList<>())
                      .add(result));
      out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
      out.printf(
          "<testsuites name=\"attestream\" tests=\"%d\" failures=\"%d\" errors=\"%d\""
              + " skipped=\"%d\">%n",
          report.results().size(),
          report.count(Status.FAIL),
          report.count(Status.UNKNOWN),
          report.count(Status.NOT_APPLICABLE));
      byCheck.forEach((check, results) -> suite(check, results, out));
      out.println("</testsuites>");
    }
  };

  abstract void write(ScanReport report, PrintWriter out);

  private static void suite(String check, List<CheckResult> results, PrintWriter out) {
    out.printf(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">%n",
        xml(check),
        results.size(),
        count(results, Status.FAIL),
        count(results, Status.UNKNOWN),
        count(results, Status.NOT_APPLICABLE));
    for (CheckResult result : results) {
      out.printf(
          "    <testcase classname=\"%s\" name=\"%s\">%s</testcase>%n",
          xml(check), xml(result.resource().unit() + " " + result.resource().id()), body(result));
    }
    out.println("  </testsuite>");
  }

  private static String body(CheckResult result) {
    String reason = result.verdict().reason().map(Enum::name).orElse("");
    return switch (result.verdict().status()) {
      case PASS -> "";
      case FAIL ->
          "<failure type=\"%s\" message=\"%s\"/>"
              .formatted(
                  result.check().severity().name().toLowerCase(Locale.ROOT),
                  xml(result.check().message()));
      case UNKNOWN ->
          "<error type=\"%s\" message=\"%s\"/>".formatted(reason, xml(result.verdict().detail()));
      case NOT_APPLICABLE -> "<skipped/>";
    };
  }

  private static long count(List<CheckResult> results, Status status) {
    return results.stream().filter(result -> result.verdict().status() == status).count();
  }

  /** XML 1.0, section 2.4; characters that section 2.2 forbids are replaced. */
  private static String xml(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default ->
                    out.appendCodePoint(
                        c < 0x20 || c == 0xFFFE || c == 0xFFFF || (c >= 0xD800 && c < 0xE000)
                            ? 0xFFFD
                            : c);
              }
            });
    return out.toString();
  }
}
