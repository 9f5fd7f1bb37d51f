package io.attestream.agent.spool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the delta of one commit: first all puts, then all dels. For one thread; holds nothing open between slices. */
public final class DeltaReader {
  private static final int MAX_ENTRIES = 1_000;

  /** With one more put, whose two disclosures have at most 350,000 characters each, below 1 MiB. */
  private static final int MAX_BYTES = 300_000;

  private static final String GONE =
      " FROM leaf l WHERE unit_id=? AND removed=? AND leaf_key>? AND NOT EXISTS (SELECT 1 FROM leaf"
          + " n WHERE n.unit_id=l.unit_id AND n.leaf_key=l.leaf_key AND n.added=l.removed)";

  private final SpoolDatabase database;
  private final SpooledCommit commit;
  private boolean putsEnded;
  private long row;
  private byte[] key = new byte[0];

  DeltaReader(SpoolDatabase database, SpooledCommit commit) {
    this.database = database;
    this.commit = commit;
  }

  /** The next slice, or empty at the end. A slice has at least one entry. */
  public Optional<Slice> next() {
    if (!putsEnded) {
      List<Slice.Put> puts = database.pending(db -> commit.full() ? snapshot(db) : added(db));
      if (!puts.isEmpty()) {
        return Optional.of(new Slice(puts, List.of()));
      }
      putsEnded = true;
      key = new byte[0];
    }
    if (commit.full()) {
      return Optional.empty();
    }
    List<byte[]> dels = database.pending(this::removed);
    return dels.isEmpty() ? Optional.empty() : Optional.of(new Slice(List.of(), dels));
  }

  private List<Slice.Put> added(SpoolDatabase db) throws SQLException {
    String sql =
        "SELECT leaf, identity, evidence, id FROM leaf WHERE unit_id=? AND added=? AND id>?"
            + " ORDER BY id LIMIT "
            + MAX_ENTRIES;
    List<Slice.Put> puts = new ArrayList<>();
    try (ResultSet rows = db.with(sql, commit.unitRow(), commit.generation(), row).executeQuery()) {
      int bytes = 0;
      while (bytes < MAX_BYTES && rows.next()) {
        bytes += add(rows, puts);
        row = rows.getLong(4);
      }
    }
    return puts;
  }

  private List<Slice.Put> snapshot(SpoolDatabase db) throws SQLException {
    String sql =
        "SELECT leaf, identity, evidence, leaf_key FROM leaf WHERE unit_id=? AND leaf_key>?"
            + " AND added<=? AND (removed IS NULL OR removed>?) ORDER BY leaf_key LIMIT "
            + MAX_ENTRIES;
    List<Slice.Put> puts = new ArrayList<>();
    long generation = commit.generation();
    try (ResultSet rows =
        db.with(sql, commit.unitRow(), key, generation, generation).executeQuery()) {
      int bytes = 0;
      while (bytes < MAX_BYTES && rows.next()) {
        bytes += add(rows, puts);
        key = rows.getBytes(4);
      }
    }
    return puts;
  }

  private static int add(ResultSet rows, List<Slice.Put> puts) throws SQLException {
    Slice.Put put = new Slice.Put(rows.getBytes(1), rows.getString(2), rows.getString(3));
    puts.add(put);
    return put.leaf().length + put.identity().length() + put.evidence().length();
  }

  private List<byte[]> removed(SpoolDatabase db) throws SQLException {
    String sql = "SELECT leaf_key" + GONE + " ORDER BY leaf_key LIMIT " + MAX_ENTRIES;
    List<byte[]> dels = new ArrayList<>();
    try (ResultSet rows = db.with(sql, commit.unitRow(), commit.generation(), key).executeQuery()) {
      while (rows.next()) {
        key = rows.getBytes(1);
        dels.add(key);
      }
    }
    return dels;
  }

  /** How many keys a generation removed and did not put again. */
  static long dels(SpoolDatabase db, long unit, long generation) throws SQLException {
    return db.number("SELECT COUNT(*)" + GONE, unit, generation, new byte[0]);
  }
}
