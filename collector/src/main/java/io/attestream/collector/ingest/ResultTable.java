package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code result}, {@code resource} and {@code check_ref} for one commit: statements are
 * prepared once, ids looked up once, inserts go in batches. Closed with the commit.
 */
final class ResultTable implements AutoCloseable {
  private static final Status[] STATUSES = Status.values();
  private static final int BATCH = 500;

  /** A result that stood before the commit; {@code since} in epoch milliseconds. */
  record Before(long id, String check, long resourceId, Status status, long since) {}

  /** As {@link Before}, with the leaf. */
  record Standing(Before row, byte[] leaf) {}

  private final Connection connection;
  private final long unitId;
  private final long index;
  private final PreparedStatement insert;
  private final PreparedStatement standing;
  private final PreparedStatement endRow;
  private final PreparedStatement upsertResource;
  private final PreparedStatement upsertCheck;
  private final Map<ResourceIdentity, Long> resources = new HashMap<>();
  private final Map<String, Long> checks = new HashMap<>();
  private final Map<Long, String> checkNames = new HashMap<>();
  private int batched;

  ResultTable(Connection connection, long unitId, long index) throws SQLException {
    this.connection = connection;
    this.unitId = unitId;
    this.index = index;
    insert =
        connection.prepareStatement(
            "INSERT INTO result (unit_id, leaf_key, check_ref, resource_id, status, reason, since,"
                + " leaf, identity, evidence, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    standing =
        connection.prepareStatement(
            "SELECT id, check_ref, resource_id, status, since, leaf FROM result"
                + " WHERE unit_id = ? AND leaf_key = ? AND removed IS NULL");
    endRow = connection.prepareStatement("UPDATE result SET removed = ? WHERE id = ?");
    upsertResource =
        connection.prepareStatement(
            "INSERT INTO resource (unit_id, type, rid, name) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (unit_id, type, rid) DO UPDATE SET name = excluded.name"
                + " RETURNING id");
    upsertCheck =
        connection.prepareStatement(
            "INSERT INTO check_ref (check_id, version) VALUES (?, ?)"
                + " ON CONFLICT (check_id, version) DO UPDATE SET version = excluded.version"
                + " RETURNING id");
  }

  /** Adds a row; {@link #flush} must follow before the rows are read. Gives the resource's id. */
  long insert(StagedPut put) throws SQLException {
    long resource = resource(put.resource());
    UnknownReason reason = put.reason();
    insert.setLong(1, unitId);
    insert.setBytes(2, put.key());
    insert.setLong(3, check(put.leaf().check(), put.leaf().version()));
    insert.setLong(4, resource);
    insert.setInt(5, put.leaf().status().ordinal());
    insert.setString(6, reason == null ? null : reason.name());
    insert.setLong(7, put.leaf().since().toEpochMilli());
    insert.setBytes(8, put.leafBytes());
    insert.setBytes(9, put.identity());
    insert.setBytes(10, put.evidence());
    insert.setLong(11, index);
    insert.addBatch();
    if (++batched == BATCH) {
      flush();
    }
    return resource;
  }

  /** Writes the rows that are batched. */
  void flush() throws SQLException {
    if (batched > 0) {
      insert.executeBatch();
      batched = 0;
    }
  }

  /**
   * The current row of a key; null when there is none. Rows of this commit are not seen: no key comes
   * twice in a commit.
   */
  @Nullable Standing standing(LeafKey key) throws SQLException {
    standing.setLong(1, unitId);
    standing.setBytes(2, key.bytes());
    try (ResultSet row = standing.executeQuery()) {
      return row.next()
          ? new Standing(
              new Before(
                  row.getLong(1),
                  checkName(row.getLong(2)),
                  row.getLong(3),
                  STATUSES[row.getInt(4)],
                  row.getLong(5)),
              row.getBytes(6))
          : null;
    }
  }

  /** Ends a row. */
  void end(Before row) throws SQLException {
    endRow.setLong(1, index);
    endRow.setLong(2, row.id());
    endRow.executeUpdate();
  }

  /** Every current row of the unit by its key. */
  Map<LeafKey, Standing> current() throws SQLException {
    Map<LeafKey, Standing> rows = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT leaf_key, id, check_ref, resource_id, status, since, leaf FROM result"
                + " WHERE unit_id = ? AND removed IS NULL")) {
      select.setLong(1, unitId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Before before =
              new Before(
                  row.getLong(2),
                  checkName(row.getLong(3)),
                  row.getLong(4),
                  STATUSES[row.getInt(5)],
                  row.getLong(6));
          rows.put(LeafKey.of(row.getBytes(1)), new Standing(before, row.getBytes(7)));
        }
      }
    }
    return rows;
  }

  /** What the unit's current rows come to, read in the order of their keys. */
  LeafSetDigest.Result digest() throws SQLException {
    LeafSetDigest digest = new LeafSetDigest();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT leaf_key, status, leaf FROM result WHERE unit_id = ? AND removed IS NULL"
                + " ORDER BY leaf_key")) {
      select.setLong(1, unitId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          digest.add(LeafKey.of(row.getBytes(1)), STATUSES[row.getInt(2)], row.getBytes(3));
        }
      }
    }
    return digest.finish();
  }

  private long resource(ResourceIdentity resource) throws SQLException {
    Long known = resources.get(resource);
    if (known != null) {
      return known;
    }
    upsertResource.setLong(1, unitId);
    upsertResource.setString(2, resource.type());
    upsertResource.setString(3, resource.id());
    upsertResource.setString(4, resource.name());
    long id = returnedId(upsertResource);
    resources.put(resource, id);
    return id;
  }

  private long check(String check, int version) throws SQLException {
    Long known = checks.get(check + '@' + version);
    if (known != null) {
      return known;
    }
    upsertCheck.setString(1, check);
    upsertCheck.setInt(2, version);
    long id = returnedId(upsertCheck);
    checks.put(check + '@' + version, id);
    checkNames.put(id, check);
    return id;
  }

  private String checkName(long id) throws SQLException {
    String known = checkNames.get(id);
    if (known != null) {
      return known;
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT check_id FROM check_ref WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        String name = row.getString(1);
        checkNames.put(id, name);
        return name;
      }
    }
  }

  private static long returnedId(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    standing.close();
    endRow.close();
    upsertResource.close();
    upsertCheck.close();
  }
}
