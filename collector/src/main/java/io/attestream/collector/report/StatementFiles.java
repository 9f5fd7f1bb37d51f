package io.attestream.collector.report;

import io.attestream.collector.sheet.Csv;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaSheet;
import io.attestream.collector.soa.SoaVersion;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The part {@code 02_soa/} of a bundle: every frozen version of the Statement and of those of scopes, as the canonical JSON whose
 * SHA-256 its {@code soa-freeze} decision in the log holds, and as a table to read.
 */
final class StatementFiles {
  private final BundleWriter bundle;
  private final Handle handle;
  private final List<String> order;

  /**
   * @param order of the controls in the table
   */
  StatementFiles(BundleWriter bundle, Handle handle, List<String> order) {
    this.bundle = bundle;
    this.handle = handle;
    this.order = order;
  }

  void write() throws IOException {
    for (String scope : SoaVersion.scopes(handle)) {
      write(scope);
    }
  }

  private void write(String scope) throws IOException {
    List<SoaVersion> oldestFirst =
        SoaVersion.all(handle, scope).stream()
            .sorted(Comparator.comparing(SoaVersion::version))
            .toList();
    for (SoaVersion version : oldestFirst) {
      bundle.add(
          BundlePath.statement(scope, version.version(), "csv"),
          Csv.write(SoaSheet.table(rows(version))).getBytes(StandardCharsets.UTF_8));
      bundle.add(
          BundlePath.statement(scope, version.version(), "json"),
          version.content().getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<SoaEntry> rows(SoaVersion version) {
    Map<String, SoaEntry> rows = version.rows();
    return order.stream().filter(rows::containsKey).map(rows::get).toList();
  }
}
