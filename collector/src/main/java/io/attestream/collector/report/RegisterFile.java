package io.attestream.collector.report;

import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.nonconformity.Watched;
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
 * {@code report/nonconformities.json}: the register as the exporting transaction sees it, the newest
 * entry first. What led there are the decisions in the log that carry an entry's number.
 */
final class RegisterFile {
  /** Most entries that are written; the file says when there are more. */
  private static final int MOST = 10_000;

  private final BundleWriter bundle;
  private final Handle handle;

  RegisterFile(BundleWriter bundle, Handle handle) {
    this.bundle = bundle;
    this.handle = handle;
  }

  void write() throws IOException {
    List<Nonconformity> read = NonconformityTable.newest(handle, false, "", "", 0, MOST + 1);
    List<Object> entries = new ArrayList<>();
    read.stream().limit(MOST).map(this::json).forEach(entries::add);
    bundle.add(
        BundlePath.REGISTER,
        CanonicalJson.bytes(
            Map.of("v", 1L, "complete", read.size() <= MOST, "nonconformities", entries)));
  }

  private Map<String, Object> json(Nonconformity entry) {
    Map<String, Object> json = new TreeMap<>();
    json.put("number", entry.number());
    json.put("kind", entry.kind().name());
    json.put("requirement", entry.requirement().text());
    json.put("source", entry.source().name());
    json.put("statement", entry.statement());
    json.put("evidence", entry.evidence());
    json.put("failing", entry.failures());
    json.put("owner", entry.owner());
    json.put("openedBy", entry.opening().by());
    json.put("openedAt", entry.opening().at().toString());
    json.put("grade", entry.opening().grade());
    json.put("rule", entry.opening().rule());
    json.put("stage", entry.stage().name());
    json.put("reopenings", (long) entry.progress().reopenings());
    json.put("causeCategory", entry.progress().category());
    json.put("due", entry.due().map(Object::toString).orElse(""));
    json.put("windowEnds", entry.progress().windowEnds().map(Object::toString).orElse(""));
    json.put("tickets", NonconformityTable.tickets(handle, entry.id()));
    json.put(
        "scope",
        NonconformityTable.scope(handle, entry.id()).stream().map(RegisterFile::watched).toList());
    return json;
  }

  private static Map<String, Object> watched(Watched watched) {
    return Map.of("check", watched.check(), "unit", watched.unit());
  }
}
