package io.attestream.agent.spool;

import io.attestream.agent.spool.CommitDraft.Resigner;
import io.attestream.agent.spool.CommitDraft.Signer;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Commits and the generations of leaves that they stand for. Used inside the database's work only. */
final class CommitTable {
  private static final Status[] STATUSES = Status.values();

  private final AgentTable agent;
  private final long maxBytes;

  CommitTable(AgentTable agent, long maxBytes) {
    this.agent = agent;
    this.maxBytes = maxBytes;
  }

  OptionalLong cut(SpoolDatabase db, long unit, Signer signer) throws SQLException {
    Unit before = unit(db, unit);
    long next = before.generation + 1;
    LeafSetDigest.Result unchanged = dirty(db, unit) ? null : before.tree;
    long bytes = before.full ? snapshotBytes(db, unit, next) : deltaBytes(db, unit, next);
    long waiting = db.number("SELECT COALESCE(SUM(bytes),0) FROM spooled");
    if (waiting > 0 && waiting + bytes > maxBytes) {
      return OptionalLong.empty();
    }
    LeafSetDigest.Result tree = unchanged == null ? digest(db, unit) : unchanged;
    Manifest.Delta delta =
        before.full
            ? new Manifest.Delta(null, tree.size(), 0)
            : new Manifest.Delta(
                before.root(), puts(db, unit, next), DeltaReader.dels(db, unit, next));
    long resources = unchanged == null ? resources(db, unit) : before.resources;
    AgentState state = agent.read();
    CommitDraft.Signed signed = signer.sign(new CommitDraft(state, tree, delta, resources));
    byte[] digest = Sha256.of(signed.envelope());
    db.update(
        "INSERT INTO spooled (seq, unit_id, generation, full, envelope, digest, trace, bytes)"
            + " VALUES (?,?,?,?,?,?,?,?)",
        state.nextSeq(),
        unit,
        next,
        before.full ? 1 : 0,
        signed.envelope(),
        digest,
        signed.trace(),
        bytes + signed.envelope().length + signed.trace().length);
    agent.chain(state.nextSeq() + 1, digest);
    agent.told();
    save(db, unit, next, tree, resources);
    return OptionalLong.of(state.nextSeq());
  }

  private static void save(
      SpoolDatabase db, long unit, long generation, LeafSetDigest.Result tree, long resources)
      throws SQLException {
    Tally tally = tree.tally();
    db.update(
        "UPDATE unit SET generation=?, full_next=0, size=?, root=?, flat=?, pass=?, fail=?, na=?,"
            + " unknown=?, resources=? WHERE id=?",
        generation,
        tree.size(),
        tree.root().bytes(),
        tree.flat().bytes(),
        tally.pass(),
        tally.fail(),
        tally.notApplicable(),
        tally.unknown(),
        resources,
        unit);
    db.update(
        "DELETE FROM resource WHERE unit_id=? AND NOT EXISTS"
            + " (SELECT 1 FROM leaf WHERE resource_id=resource.id)",
        unit);
  }

  private static LeafSetDigest.Result digest(SpoolDatabase db, long unit) throws SQLException {
    LeafSetDigest digest = new LeafSetDigest();
    String sql =
        "SELECT leaf_key, status, leaf FROM leaf WHERE unit_id=? AND removed IS NULL"
            + " ORDER BY leaf_key";
    try (ResultSet rows = db.with(sql, unit).executeQuery()) {
      while (rows.next()) {
        digest.add(LeafKey.of(rows.getBytes(1)), STATUSES[rows.getInt(2)], rows.getBytes(3));
      }
    }
    return digest.finish();
  }

  private static long puts(SpoolDatabase db, long unit, long generation) throws SQLException {
    return db.number("SELECT COUNT(*) FROM leaf WHERE unit_id=? AND added=?", unit, generation);
  }

  private static long deltaBytes(SpoolDatabase db, long unit, long generation) throws SQLException {
    return db.number(
        "SELECT COALESCE(SUM(length(leaf)+length(identity)+length(evidence)),0) FROM leaf"
            + " WHERE unit_id=? AND added=?",
        unit,
        generation);
  }

  private static long snapshotBytes(SpoolDatabase db, long unit, long generation)
      throws SQLException {
    return db.number(
        "SELECT COALESCE(SUM(length(leaf)+length(identity)+length(evidence)),0) FROM leaf"
            + " WHERE unit_id=? AND added<=? AND (removed IS NULL OR removed>?)",
        unit,
        generation,
        generation);
  }

  private static long resources(SpoolDatabase db, long unit) throws SQLException {
    return db.number(
        "SELECT COUNT(*) FROM resource r WHERE unit_id=? AND rid<>'*' AND EXISTS"
            + " (SELECT 1 FROM leaf WHERE resource_id=r.id AND removed IS NULL)",
        unit);
  }

  /** Ends a commit's wait and drops the leaf versions that only it and earlier ones needed. */
  Void drop(SpoolDatabase db, long seq) throws SQLException {
    long unit = db.number("SELECT unit_id FROM spooled WHERE seq=?", seq);
    long generation = db.number("SELECT generation FROM spooled WHERE seq=?", seq);
    db.update("DELETE FROM spooled WHERE seq=?", seq);
    db.update("DELETE FROM leaf WHERE unit_id=? AND removed<=?", unit, generation);
    return null;
  }

  Void resync(SpoolDatabase db, long seq, Resigner resigner) throws SQLException {
    long unit = db.number("SELECT unit_id FROM spooled WHERE seq=?", seq);
    if (unit == 0) {
      throw new IllegalArgumentException("commit " + seq + " is not in the spool");
    }
    snapshot(db, seq, unit);
    resign(db, seq, 0, resigner);
    return null;
  }

  Void quarantine(SpoolDatabase db, long seq, String message, long at, Resigner resigner)
      throws SQLException {
    long unit = db.number("SELECT unit_id FROM spooled WHERE seq=?", seq);
    if (unit == 0) {
      throw new IllegalArgumentException("commit " + seq + " is not in the spool");
    }
    db.update(
        "INSERT INTO quarantine (at, unit, seq, message, envelope, trace)"
            + " SELECT ?, u.name, seq, ?, envelope, trace FROM spooled s"
            + " JOIN unit u ON u.id=s.unit_id WHERE seq=?",
        at,
        message,
        seq);
    byte[] prev = prevOf(db, seq);
    db.update("DELETE FROM spooled WHERE seq=?", seq);
    long following = db.number("SELECT MIN(seq) FROM spooled WHERE unit_id=? AND seq>?", unit, seq);
    if (following == 0) {
      db.update("UPDATE unit SET full_next=1 WHERE id=?", unit);
    } else {
      snapshot(db, following, unit);
    }
    agent.chain(seq, prev);
    resign(db, seq + 1, 1, resigner);
    return null;
  }

  private static void snapshot(SpoolDatabase db, long seq, long unit) throws SQLException {
    long generation = db.number("SELECT generation FROM spooled WHERE seq=?", seq);
    db.update(
        "UPDATE spooled SET full=1, bytes=?+length(envelope)+length(trace) WHERE seq=?",
        snapshotBytes(db, unit, generation),
        seq);
  }

  /** Signs the commits from {@code first} on again, each {@code shift} places ahead. */
  private void resign(SpoolDatabase db, long first, int shift, Resigner resigner)
      throws SQLException {
    byte[] prev = shift == 0 ? prevOf(db, first) : lastEnvelope(db);
    long end = db.number("SELECT MAX(seq) FROM spooled");
    long seq = first;
    for (; seq <= end; seq++) {
      byte[] envelope;
      try (ResultSet row =
          db.with("SELECT envelope, full FROM spooled WHERE seq=?", seq).executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("commit " + seq + " is missing in the spool");
        }
        envelope = resigner.resign(row.getBytes(1), seq - shift, hash(prev), row.getInt(2) == 1);
      }
      prev = Sha256.of(envelope);
      db.update(
          "UPDATE spooled SET seq=?, envelope=?, digest=? WHERE seq=?",
          seq - shift,
          envelope,
          prev,
          seq);
    }
    agent.chain(seq - shift, prev);
  }

  /** What the commit names as the envelope before it: from the manifest's chain, not from memory. */
  private byte[] prevOf(SpoolDatabase db, long seq) throws SQLException {
    try (ResultSet row =
        db.with("SELECT digest FROM spooled WHERE seq=?", seq - 1).executeQuery()) {
      if (row.next()) {
        return row.getBytes(1);
      }
    }
    try (ResultSet row = db.with("SELECT envelope FROM spooled WHERE seq=?", seq).executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("commit " + seq + " is missing in the spool");
      }
      return Chain.prev(row.getBytes(1));
    }
  }

  private static byte[] lastEnvelope(SpoolDatabase db) throws SQLException {
    try (ResultSet row = db.with("SELECT last_envelope FROM agent").executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  private static @Nullable Hash hash(byte[] bytes) {
    return bytes.length == 0 ? null : Hash.of(bytes);
  }

  /** Takes back what no commit holds. */
  static Void dropPending(SpoolDatabase db) throws SQLException {
    db.update(
        "DELETE FROM leaf WHERE added > (SELECT generation FROM unit WHERE unit.id=leaf.unit_id)");
    db.update(
        "UPDATE leaf SET removed=NULL WHERE removed IS NOT NULL AND removed >"
            + " (SELECT generation FROM unit WHERE unit.id=leaf.unit_id)");
    return null;
  }

  static void dropPending(SpoolDatabase db, long unit) throws SQLException {
    long generation = db.number("SELECT generation FROM unit WHERE id=?", unit);
    db.update("DELETE FROM leaf WHERE unit_id=? AND added>?", unit, generation);
    db.update(
        "UPDATE leaf SET removed=NULL WHERE unit_id=? AND removed IS NOT NULL AND removed>?",
        unit,
        generation);
  }

  /** Whether a unit has changes that no commit holds. */
  static boolean dirty(SpoolDatabase db, long unit) throws SQLException {
    long next = db.number("SELECT generation FROM unit WHERE id=?", unit) + 1;
    String sql =
        "SELECT EXISTS (SELECT 1 FROM leaf WHERE unit_id=? AND added=?)"
            + " OR EXISTS (SELECT 1 FROM leaf WHERE unit_id=? AND removed=?)";
    return db.number(sql, unit, next, unit, next) != 0;
  }

  private static Unit unit(SpoolDatabase db, long unit) throws SQLException {
    String sql =
        "SELECT generation, full_next, resources, size, root, flat, pass, fail, na, unknown"
            + " FROM unit WHERE id=?";
    try (ResultSet row = db.with(sql, unit).executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("no unit in row " + unit);
      }
      long generation = row.getLong(1);
      LeafSetDigest.Result tree =
          generation == 0
              ? null
              : new LeafSetDigest.Result(
                  row.getLong(4),
                  Hash.of(row.getBytes(5)),
                  Hash.of(row.getBytes(6)),
                  new Tally(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)));
      return new Unit(generation, row.getInt(2) == 1, row.getLong(3), tree);
    }
  }

  /**
   * A unit as its newest commit left it.
   *
   * @param tree {@code null} before the first
   */
  private record Unit(
      long generation, boolean full, long resources, LeafSetDigest.@Nullable Result tree) {
    @Nullable Hash root() {
      return tree == null ? null : tree.root();
    }
  }
}
