package io.attestream.agent.spool;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The leaves of one scope unit as they stand now. Changes are pending until the next commit of the
 * unit: a row with {@code added = generation + 1} is new, one with {@code removed = generation + 1}
 * is going. Safe for many threads.
 */
public final class UnitLeaves {
  private static final String COLUMNS = "id, leaf_key, check_id, status, since, leaf, added";

  private final SpoolDatabase database;
  private final ScopeUnit unit;
  private final long unitRow;
  private final long losses;

  UnitLeaves(SpoolDatabase database, ScopeUnit unit, long unitRow) {
    this.database = database;
    this.unit = unit;
    this.unitRow = unitRow;
    this.losses = database.losses();
  }

  public ScopeUnit unit() {
    return unit;
  }

  long row() {
    return unitRow;
  }

  /**
   * Fails when pending leaves were lost since this was opened; then the unit must be scanned anew.
   *
   * @throws SpoolException that is retryable
   */
  void intact() {
    if (database.losses() != losses) {
      throw new SpoolException("pending results of " + unit.id() + " were lost", true);
    }
  }

  /** The leaves of a resource; none, and row 0, when it is not known. */
  public Current current(ResourceIdentity identity) {
    return change(
        db -> {
          long row = find(db, identity);
          return new Current(row, row == 0 ? List.of() : of(db, row));
        });
  }

  /** Puts and removes leaves of one resource, together. Returns the resource's row. */
  public long apply(ResourceIdentity identity, List<NewLeaf> puts, List<StoredLeaf> gone) {
    return change(
        db -> {
          long next = next(db);
          long row = find(db, identity);
          boolean known = row != 0;
          if (!known) {
            row =
                db.number(
                    "INSERT INTO resource (unit_id, type, rid, name) VALUES (?,?,?,?) RETURNING id",
                    unitRow,
                    identity.type(),
                    identity.id(),
                    identity.name());
          } else {
            db.update(
                "UPDATE resource SET name=? WHERE id=? AND name<>?",
                identity.name(),
                row,
                identity.name());
          }
          for (StoredLeaf leaf : gone) {
            remove(db, leaf, next);
          }
          for (NewLeaf leaf : puts) {
            if (known) {
              put(db, row, leaf, next);
            } else {
              insert(db, row, leaf, next);
            }
          }
          return row;
        });
  }

  private long find(SpoolDatabase db, ResourceIdentity identity) throws SQLException {
    return db.number(
        "SELECT id FROM resource WHERE unit_id=? AND type=? AND rid=?",
        unitRow,
        identity.type(),
        identity.id());
  }

  private static List<StoredLeaf> of(SpoolDatabase db, long resource) throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM leaf WHERE resource_id=? AND removed IS NULL";
    List<StoredLeaf> leaves = new ArrayList<>();
    try (ResultSet rows = db.with(sql, resource).executeQuery()) {
      while (rows.next()) {
        leaves.add(stored(rows));
      }
    }
    return leaves;
  }

  /** The known resources of a type that have leaves, in the order of their rows after {@code after}. */
  public List<KnownResource> known(String type, long after, int limit) {
    return change(
        db -> {
          String sql =
              "SELECT id, type, rid, name FROM resource r INDEXED BY resource_by_type"
                  + " WHERE unit_id=? AND type=? AND id>?"
                  + " AND EXISTS (SELECT 1 FROM leaf WHERE resource_id=r.id AND removed IS NULL)"
                  + " ORDER BY id LIMIT ?";
          List<KnownResource> resources = new ArrayList<>();
          try (ResultSet rows = db.with(sql, unitRow, type, after, limit).executeQuery()) {
            while (rows.next()) {
              resources.add(
                  new KnownResource(
                      rows.getLong(1),
                      new ResourceIdentity(
                          unit.id(), rows.getString(2), rows.getString(3), rows.getString(4))));
            }
          }
          return resources;
        });
  }

  /** The types that have resources with leaves here. */
  public List<String> types() {
    return change(
        db -> {
          List<String> types = new ArrayList<>();
          try (ResultSet rows =
              db.with("SELECT DISTINCT type FROM resource WHERE unit_id=?", unitRow)
                  .executeQuery()) {
            while (rows.next()) {
              types.add(rows.getString(1));
            }
          }
          return types;
        });
  }

  /** The leaves of one check with their evidence, in the order of their rows after {@code after}. */
  public List<Evidenced> ofCheck(String check, long after, int limit) {
    return change(
        db -> {
          String sql =
              "SELECT l.id, leaf_key, check_id, status, since, leaf, added, evidence, r.type, r.rid,"
                  + " r.name FROM leaf l NOT INDEXED JOIN resource r ON r.id=l.resource_id"
                  + " WHERE l.unit_id=? AND check_id=? AND removed IS NULL AND l.id>?"
                  + " ORDER BY l.id LIMIT ?";
          List<Evidenced> list = new ArrayList<>();
          try (ResultSet rows = db.with(sql, unitRow, check, after, limit).executeQuery()) {
            while (rows.next()) {
              ResourceIdentity resource =
                  new ResourceIdentity(
                      unit.id(), rows.getString(9), rows.getString(10), rows.getString(11));
              list.add(new Evidenced(stored(rows), resource, rows.getString(8)));
            }
          }
          return list;
        });
  }

  /** Whether something is pending. */
  public boolean dirty() {
    return change(db -> CommitTable.dirty(db, unitRow));
  }

  private void put(SpoolDatabase db, long resource, NewLeaf put, long next) throws SQLException {
    byte[] key = put.leaf().key().bytes();
    Optional<StoredLeaf> current = byKey(db, "removed IS NULL", key);
    if (current.isPresent() && Arrays.equals(current.get().leaf(), put.bytes())) {
      return;
    }
    current.ifPresent(leaf -> removeUnchecked(db, leaf, next));
    Optional<StoredLeaf> committed = byKey(db, "removed=?", key, next);
    if (committed.isPresent() && Arrays.equals(committed.get().leaf(), put.bytes())) {
      db.update("UPDATE leaf SET removed=NULL WHERE id=?", committed.get().row());
      return;
    }
    insert(db, resource, put, next);
  }

  private void insert(SpoolDatabase db, long resource, NewLeaf put, long next) throws SQLException {
    db.update(
        "INSERT INTO leaf (unit_id, leaf_key, resource_id, check_id, status, since, leaf, identity,"
            + " evidence, added) VALUES (?,?,?,?,?,?,?,?,?,?)",
        unitRow,
        put.leaf().key().bytes(),
        resource,
        put.leaf().check(),
        put.leaf().status().ordinal(),
        put.leaf().since().getEpochSecond(),
        put.bytes(),
        put.identity(),
        put.evidence(),
        next);
  }

  private Optional<StoredLeaf> byKey(
      SpoolDatabase db, String condition, byte[] key, Object... parameters) throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM leaf WHERE unit_id=? AND leaf_key=? AND " + condition;
    Object[] all = new Object[parameters.length + 2];
    all[0] = unitRow;
    all[1] = key;
    System.arraycopy(parameters, 0, all, 2, parameters.length);
    try (ResultSet rows = db.with(sql, all).executeQuery()) {
      return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
    }
  }

  private static void removeUnchecked(SpoolDatabase db, StoredLeaf leaf, long next) {
    try {
      remove(db, leaf, next);
    } catch (SQLException e) {
      throw SpoolDatabase.failure(e);
    }
  }

  private static void remove(SpoolDatabase db, StoredLeaf leaf, long next) throws SQLException {
    if (leaf.added() == next) {
      db.update("DELETE FROM leaf WHERE id=?", leaf.row());
    } else {
      db.update("UPDATE leaf SET removed=? WHERE id=?", next, leaf.row());
    }
  }

  private long next(SpoolDatabase db) throws SQLException {
    return db.number("SELECT generation FROM unit WHERE id=?", unitRow) + 1;
  }

  private <T> T change(SpoolDatabase.Work<T> work) {
    intact();
    return database.pending(work);
  }

  private static StoredLeaf stored(ResultSet rows) throws SQLException {
    return new StoredLeaf(
        rows.getLong(1),
        LeafKey.of(rows.getBytes(2)),
        rows.getString(3),
        Status.values()[rows.getInt(4)],
        Instant.ofEpochSecond(rows.getLong(5)),
        rows.getBytes(6),
        rows.getLong(7));
  }

  /** A resource's row and leaves. */
  public record Current(long row, List<StoredLeaf> leaves) {}

  /** A leaf with the text of its evidence disclosure. */
  public record Evidenced(StoredLeaf leaf, ResourceIdentity resource, String evidence) {}

  /** A resource that has leaves. */
  public record KnownResource(long row, ResourceIdentity identity) {}
}
