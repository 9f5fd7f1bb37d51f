package io.attestream.collector.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.collector.assurance.AssuranceReader;
import io.attestream.collector.assurance.BlindGap;
import io.attestream.collector.assurance.ControlAssurance;
import io.attestream.collector.assurance.UnitAssurance;
import io.attestream.collector.assurance.Window;
import io.attestream.collector.sheet.Csv;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The part {@code 04_controls/} of a bundle: for each control how much of the expected observation came
 * in over the period and what it showed, and for each unit when it was not observed. The period begins
 * with the first commit or the log's first entry where it would begin before both.
 */
final class AssuranceFiles {
  private static final List<String> CONTROLS =
      List.of(
          "control",
          "title",
          "from",
          "to",
          "checks",
          "units",
          "expected",
          "received",
          "late",
          "share",
          "pass_seconds",
          "fail_seconds",
          "unknown_seconds",
          "not_applicable_seconds",
          "longest_gap_seconds",
          "longest_gap_unit",
          "longest_gap_from",
          "longest_gap_to");
  private static final List<String> GAPS = List.of("unit", "from", "to", "seconds", "why");

  private final BundleWriter bundle;
  private final Handle handle;
  private final Catalogue catalogue;
  private final ControlRegistry registry;

  AssuranceFiles(
      BundleWriter bundle, Handle handle, Catalogue catalogue, ControlRegistry registry) {
    this.bundle = bundle;
    this.handle = handle;
    this.catalogue = catalogue;
    this.registry = registry;
  }

  void write(Instant from, Instant to) throws IOException {
    Instant first =
        handle
            .createQuery(
                "SELECT MIN(COALESCE((SELECT MIN(finished_at) FROM commit_entry), at), at)"
                    + " FROM log_entry ORDER BY idx LIMIT 1")
            .mapTo(Long.class)
            .findOne()
            .map(Instant::ofEpochMilli)
            .orElse(to);
    Instant begin = from.isBefore(first) ? first : from;
    if (!begin.isBefore(to)) {
      return;
    }
    Window window = new Window(begin, to);
    AssuranceReader reader = new AssuranceReader(handle, window);
    List<List<String>> controls = new ArrayList<>(List.of(CONTROLS));
    TreeMap<String, UnitAssurance> units = new TreeMap<>();
    for (Control control : registry.controls()) {
      List<Check> checks =
          catalogue.checks().stream()
              .filter(c -> c.controls().stream().anyMatch(e -> e.control().equals(control.id())))
              .toList();
      ControlAssurance assurance = reader.of(checks);
      assurance.units().forEach(unit -> units.put(unit.unit(), unit));
      controls.add(row(control, checks.size(), assurance));
    }
    List<List<String>> gaps = new ArrayList<>(List.of(GAPS));
    units.values().forEach(unit -> unit.gaps().forEach(gap -> gaps.add(row(gap))));
    bundle.add(BundlePath.BLIND_GAPS, csv(gaps));
    bundle.add(BundlePath.ASSURANCE, csv(controls));
  }

  private static List<String> row(Control control, int checks, ControlAssurance a) {
    List<String> row =
        new ArrayList<>(
            List.of(
                control.id(),
                control.title(),
                a.window().from().toString(),
                a.window().to().toString(),
                Integer.toString(checks),
                Integer.toString(a.units().size()),
                Long.toString(a.expected()),
                Long.toString(a.received()),
                Long.toString(a.late()),
                a.share().isEmpty()
                    ? ""
                    : String.format(Locale.ROOT, "%.4f", a.share().getAsDouble()),
                seconds(a.times().pass()),
                seconds(a.times().fail()),
                seconds(a.times().unknown()),
                seconds(a.times().notApplicable())));
    row.addAll(
        a.longestGap()
            .map(
                gap ->
                    List.of(
                        seconds(gap.length()),
                        gap.unit(),
                        gap.from().toString(),
                        gap.to().toString()))
            .orElse(List.of("", "", "", "")));
    return row;
  }

  private static List<String> row(BlindGap gap) {
    return List.of(
        gap.unit(), gap.from().toString(), gap.to().toString(), seconds(gap.length()), gap.why());
  }

  private static String seconds(Duration length) {
    return Long.toString(length.toSeconds());
  }

  private static byte[] csv(List<List<String>> lines) {
    return Csv.write(lines).getBytes(StandardCharsets.UTF_8);
  }
}
