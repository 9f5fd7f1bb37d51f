package io.attestream.agent.spool;

import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.model.ScopeUnit;
import java.sql.SQLException;
import java.util.List;

/** Leaves that the collector gave back. Used inside the database's work only. */
final class RecalledTable {
  private RecalledTable() {}

  static Void add(SpoolDatabase db, ScopeUnit unit, List<RecalledLeaf> leaves) throws SQLException {
    for (RecalledLeaf recalled : leaves) {
      NewLeaf leaf = recalled.leaf();
      db.update(
          "INSERT OR REPLACE INTO recalled (unit, leaf_key, check_id, status, since, leaf, identity,"
              + " evidence, type, rid, name) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
          unit.id(),
          leaf.leaf().key().bytes(),
          leaf.leaf().check(),
          leaf.leaf().status().ordinal(),
          leaf.leaf().since().getEpochSecond(),
          leaf.bytes(),
          leaf.identity(),
          leaf.evidence(),
          recalled.resource().type(),
          recalled.resource().id(),
          recalled.resource().name());
    }
    return null;
  }

  static Void forget(SpoolDatabase db, ScopeUnit unit) throws SQLException {
    db.update("DELETE FROM recalled WHERE unit=?", unit.id());
    return null;
  }

  /** Makes the given units, and nothing else, what this agent knows. */
  static void adopt(SpoolDatabase db, List<Adopted.Unit> units) throws SQLException {
    db.update("DELETE FROM leaf");
    db.update("DELETE FROM resource");
    db.update("DELETE FROM unit");
    for (Adopted.Unit unit : units) {
      adopt(db, unit);
    }
    db.update("DELETE FROM recalled");
  }

  private static void adopt(SpoolDatabase db, Adopted.Unit unit) throws SQLException {
    String name = unit.unit().id();
    Tally tally = unit.tree().tally();
    long row =
        db.number(
            "INSERT INTO unit (name, generation, full_next, size, root, flat, pass, fail, na, unknown,"
                + " resources) VALUES (?,1,0,?,?,?,?,?,?,?,?) RETURNING id",
            name,
            unit.tree().size(),
            unit.tree().root().bytes(),
            unit.tree().flat().bytes(),
            tally.pass(),
            tally.fail(),
            tally.notApplicable(),
            tally.unknown(),
            unit.resources());
    db.update(
        "INSERT INTO resource (unit_id, type, rid, name)"
            + " SELECT ?, type, rid, MAX(name) FROM recalled WHERE unit=? GROUP BY type, rid",
        row,
        name);
    db.update(
        "INSERT INTO leaf (unit_id, leaf_key, resource_id, check_id, status, since, leaf, identity,"
            + " evidence, added) SELECT r.unit_id, leaf_key, r.id, check_id, status, since, leaf,"
            + " identity, evidence, 1 FROM recalled c JOIN resource r"
            + " ON r.unit_id=? AND r.type=c.type AND r.rid=c.rid WHERE c.unit=?",
        row,
        name);
  }
}
