package io.attestream.collector.report;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.json.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * {@code report/totals.json}: the counters behind every page, by unit and check, as the exporting
 * transaction sees them. A verifier that judges again compares them with the results.
 */
final class TotalsFile {
  private final BundleWriter bundle;
  private final Handle handle;

  TotalsFile(BundleWriter bundle, Handle handle) {
    this.bundle = bundle;
    this.handle = handle;
  }

  void write() throws IOException {
    TreeMap<String, List<Object>> checks = new TreeMap<>();
    handle
        .createQuery(
            "SELECT u.name, c.check_id, c.pass, c.fail, c.na, c.unknown FROM counter c"
                + " JOIN unit u ON u.id = c.unit_id WHERE c.pass + c.fail + c.na + c.unknown <> 0"
                + " ORDER BY u.name, c.check_id")
        .map(
            (row, context) ->
                checks
                    .computeIfAbsent(row.getString(1), unit -> new ArrayList<>())
                    .add(
                        Map.of(
                            "check", row.getString(2),
                            "pass", row.getLong(3),
                            "fail", row.getLong(4),
                            "na", row.getLong(5),
                            "unknown", row.getLong(6))))
        .forEach(added -> {});
    List<Object> units = new ArrayList<>();
    checks.forEach((unit, counts) -> units.add(Map.of("unit", unit, "checks", counts)));
    bundle.add(BundlePath.TOTALS, CanonicalJson.bytes(Map.of("v", 1L, "units", units)));
  }
}
