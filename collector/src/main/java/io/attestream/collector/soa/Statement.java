package io.attestream.collector.soa;

import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeTable;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What can be decided about the Statement of Applicability: the one of everything, or of a scope. Every
 * method blocks.
 */
public final class Statement {
  private static final int LONGEST_NOTE = 500;

  private final ControlRegistry registry;
  private final Decisions decisions;
  private final String scope;

  public Statement(ControlRegistry registry, Decisions decisions) {
    this(registry, decisions, NamedScope.EVERYTHING);
  }

  private Statement(ControlRegistry registry, Decisions decisions, String scope) {
    this.registry = registry;
    this.decisions = decisions;
    this.scope = scope;
  }

  /** The Statement of a scope; empty for everything. One that is not defined refuses every decision. */
  public Statement in(String name) {
    return new Statement(registry, decisions, name);
  }

  /** All ids of Annex A in its order. */
  public List<String> order() {
    return registry.controls().stream().map(Control::id).toList();
  }

  /**
   * Adds the rows that are missing: in a scope as they are for everything; where that has none,
   * applicable, in place, still without reason and owner.
   *
   * @return how many
   */
  public int draft(String by) {
    return decisions.decide(
        by,
        (handle, index, now) -> {
          Optional<NamedScope> known = known(handle);
          Set<String> present = SoaTable.all(handle, scope).keySet();
          List<String> missing = order().stream().filter(id -> !present.contains(id)).toList();
          if (missing.isEmpty()) {
            throw new DecisionRefused("the Statement has all its rows");
          }
          Map<String, SoaEntry> whole = SoaTable.all(handle);
          for (String id : missing) {
            SoaEntry row = known.isPresent() ? whole.get(id) : null;
            SoaTable.put(handle, scope, row == null ? SoaEntry.drafted(id) : row, by, now, index);
          }
          return new Decision<>(
              "soa-draft",
              about("soa"),
              Map.of("rows", missing),
              Set.copyOf(order()),
              missing.size());
        });
  }

  /** Replaces a row. */
  public void set(String by, SoaEntry entry) {
    List<String> problems = new ArrayList<>(entry.problems());
    if (registry.byId(entry.control()).isEmpty()) {
      problems.add("Annex A has no control '" + entry.control() + "'");
    }
    DecisionRefused.unlessFree(problems);
    decisions.decide(
        by,
        (handle, index, now) -> {
          known(handle);
          Map<String, Object> content = new TreeMap<>();
          SoaTable.find(handle, scope, entry.control())
              .ifPresent(b -> content.put("before", b.json()));
          content.put("after", entry.json());
          SoaTable.put(handle, scope, entry, by, now, index);
          return new Decision<>(
              "soa-row", about("soa/" + entry.control()), content, Set.copyOf(order()), true);
        });
  }

  /**
   * Replaces the rows that a CSV has; rows that it does not have stay.
   *
   * @return how many changed
   * @throws DecisionRefused with every mistake and its line
   */
  public int importCsv(String by, String csv) {
    return replace(by, SoaSheet.read(csv, registry));
  }

  /** As above, of the first sheet of an XLSX workbook. */
  public int importXlsx(String by, byte[] workbook) {
    return replace(by, SoaSheet.read(workbook, registry));
  }

  private int replace(String by, List<SoaEntry> read) {
    return decisions.decide(by, (handle, index, now) -> replace(handle, index, now, by, read));
  }

  private Decision<Integer> replace(
      Handle handle, long index, Instant now, String by, List<SoaEntry> read) {
    known(handle);
    Map<String, SoaEntry> present = SoaTable.all(handle, scope);
    Map<String, Object> digests = new TreeMap<>();
    for (SoaEntry entry : read) {
      if (!entry.equals(present.get(entry.control()))) {
        SoaTable.put(handle, scope, entry, by, now, index);
        digests.put(entry.control(), Hash.sha256(CanonicalJson.bytes(entry.json())).hex());
      }
    }
    if (digests.isEmpty()) {
      throw new DecisionRefused("the file changes nothing");
    }
    return new Decision<>(
        "soa-import", about("soa"), Map.of("rows", digests), Set.copyOf(order()), digests.size());
  }

  /**
   * Freezes the rows as the next version.
   *
   * @throws DecisionRefused naming every row that is not complete
   */
  public SoaVersion freeze(String by, String note) {
    if (note.length() > LONGEST_NOTE) {
      throw new DecisionRefused("the note is longer than " + LONGEST_NOTE + " characters");
    }
    return decisions.decide(by, (handle, index, now) -> freeze(handle, index, now, by, note));
  }

  private Decision<SoaVersion> freeze(
      Handle handle, long index, Instant now, String by, String note) {
    Map<String, Object> frozenRows = new TreeMap<>();
    known(handle).ifPresent(known -> frozenRows.put("scope", known.json()));
    Map<String, SoaEntry> rows = SoaTable.all(handle, scope);
    DecisionRefused.unlessFree(gaps(rows));
    frozenRows.put("rows", ordered(rows).stream().map(SoaEntry::json).toList());
    byte[] content = CanonicalJson.bytes(frozenRows);
    String digest = Hash.sha256(content).hex();
    long version =
        handle
            .createQuery(
                "SELECT coalesce(max(version), 0) + 1 FROM soa_version WHERE scope = :scope")
            .bind("scope", scope)
            .mapTo(Long.class)
            .one();
    SoaVersion frozen =
        new SoaVersion(
            scope,
            version,
            note,
            by,
            now,
            digest,
            new String(content, StandardCharsets.UTF_8),
            index);
    handle
        .createUpdate(
            """
            INSERT INTO soa_version (scope, version, note, frozen_by, frozen_at, digest, content, log_idx)
            VALUES (:scope, :version, :note, :by, :now, :digest, :content, :index)
            """)
        .bind("scope", scope)
        .bind("version", version)
        .bind("note", note)
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("digest", digest)
        .bind("content", frozen.content())
        .bind("index", index)
        .execute();
    return new Decision<>(
        "soa-freeze",
        about("soa/version/" + version),
        Map.of("version", version, "note", note, "sha256", digest),
        new HashSet<>(),
        frozen);
  }

  /** The scope as it stands now; empty for everything. */
  private Optional<NamedScope> known(Handle handle) {
    if (scope.equals(NamedScope.EVERYTHING)) {
      return Optional.empty();
    }
    Optional<NamedScope> known = ScopeTable.find(handle, scope);
    if (known.isEmpty()) {
      throw new DecisionRefused("there is no scope '" + scope + "'");
    }
    return known;
  }

  private String about(String part) {
    return scope.equals(NamedScope.EVERYTHING) ? part : "scope/" + scope + "/" + part;
  }

  /** The rows that there are, in the order of Annex A. */
  public List<SoaEntry> ordered(Map<String, SoaEntry> rows) {
    return order().stream().flatMap(id -> Stream.ofNullable(rows.get(id))).toList();
  }

  /** What keeps the Statement from being frozen, a line for each row. */
  public List<String> gaps(Map<String, SoaEntry> rows) {
    List<String> gaps = new ArrayList<>();
    for (String id : order()) {
      SoaEntry row = rows.get(id);
      if (row == null) {
        gaps.add(id + ": no row");
      } else if (!row.gaps().isEmpty()) {
        gaps.add(id + ": " + String.join(", ", row.gaps()));
      }
    }
    return gaps;
  }
}
