package io.attestream.evidence.verify;

import io.attestream.evidence.json.CanonicalJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A report as one line of canonical JSON. */
final class ReportJson {
  private ReportJson() {}

  static String text(VerificationReport report) {
    Map<String, Object> json = new HashMap<>();
    json.put("format", "https://attestream.io/verification/v1");
    json.put("outcome", report.outcome().name());
    json.put("bundle", report.bundle());
    report
        .header()
        .ifPresent(
            h -> {
              json.put("createdAt", time(h.createdAt()));
              json.put("period", Map.of("from", time(h.from()), "to", time(h.to())));
              json.put("software", h.software());
            });
    report
        .checkpoint()
        .ifPresent(
            c ->
                json.put(
                    "checkpoint",
                    Map.of("origin", c.origin(), "size", c.size(), "root", c.root().hex())));
    json.put("logKeyId", report.logKeyId());
    json.put("files", report.files());
    json.put("bytes", report.bytes());
    json.put("entries", report.entries());
    json.put("units", each(report.units(), ReportJson::unit));
    json.put("problems", each(report.problems(), ReportJson::problem));
    json.put("gaps", each(report.gaps(), ReportJson::gap));
    json.put("declared", each(report.declared(), ReportJson::declared));
    json.put("incomplete", each(report.incomplete(), ReportJson::incomplete));
    report.reperformed().ifPresent(again -> json.put("reperformed", reperformed(again)));
    json.put("windows", each(report.windows(), ReportJson::window));
    json.put("notes", report.notes());
    return CanonicalJson.text(json) + '\n';
  }

  private static Map<String, Object> reperformed(Reperformed again) {
    return Map.of(
        "same", again.same(),
        "notSeen", again.notSeen(),
        "without", again.without(),
        "erased", again.erased(),
        "missingPacks", again.missingPacks());
  }

  private static Map<String, Object> unit(VerificationReport.Unit u) {
    return Map.of(
        "agent", u.agent(),
        "unit", u.unit(),
        "commits", u.commits(),
        "late", u.late(),
        "replayed", u.replayed(),
        "first", time(u.first()),
        "last", time(u.last()),
        "size", u.size(),
        "tally",
            Map.of(
                "pass", u.tally().pass(),
                "fail", u.tally().fail(),
                "na", u.tally().notApplicable(),
                "unknown", u.tally().unknown()));
  }

  private static Map<String, Object> problem(VerificationReport.Problem p) {
    return Map.of("step", p.step().name(), "file", p.file(), "message", p.message());
  }

  private static Map<String, Object> gap(VerificationReport.Gap g) {
    return Map.of(
        "agent", g.agent(),
        "unit", g.unit(),
        "from", time(g.from()),
        "to", time(g.to()),
        "seconds", g.duration().toSeconds(),
        "why", g.why());
  }

  private static Map<String, Object> declared(VerificationReport.Declared d) {
    return Map.of(
        "agent", d.agent(),
        "unit", d.unit(),
        "longestIntervalSeconds", d.longestInterval().toSeconds(),
        "requiredSeconds", d.required().toSeconds(),
        "commits", d.commits(),
        "blindSeconds", d.blind().toSeconds());
  }

  private static Map<String, Object> window(VerificationReport.Window w) {
    Map<String, Object> json = new HashMap<>();
    json.put("agent", w.agent());
    json.put("firstSeq", w.firstSeq());
    json.put("lastSeq", w.lastSeq());
    w.notBefore().ifPresent(t -> json.put("notBefore", time(t)));
    w.notAfter().ifPresent(t -> json.put("notAfter", time(t)));
    return json;
  }

  private static Map<String, Object> incomplete(VerificationReport.Incomplete i) {
    return Map.of(
        "agent", i.agent(),
        "unit", i.unit(),
        "type", i.type(),
        "api", i.api(),
        "error", i.error(),
        "commits", i.commits(),
        "firstSeq", i.firstSeq(),
        "lastSeq", i.lastSeq());
  }

  private static String time(Instant time) {
    return time.toString();
  }

  private static <T> List<Object> each(
      List<T> items, java.util.function.Function<T, Map<String, Object>> form) {
    return items.stream().<Object>map(form).toList();
  }
}
