package io.attestream.collector.ingest;

import io.attestream.evidence.model.ResourceIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Row ids of resources and checks for one commit; each is looked up or made once. */
final class NameTable implements AutoCloseable {
  private final Connection connection;
  private final long unitId;
  private final PreparedStatement upsertResource;
  private final PreparedStatement upsertCheck;
  private final Map<ResourceIdentity, Long> resources = new HashMap<>();
  private final Map<String, Map<Integer, Long>> checks = new HashMap<>();
  private final Map<Long, String> checkNames = new HashMap<>();

  NameTable(Connection connection, long unitId) throws SQLException {
    this.connection = connection;
    this.unitId = unitId;
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

  long resource(ResourceIdentity resource) throws SQLException {
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

  long check(String check, int version) throws SQLException {
    Map<Integer, Long> versions = checks.computeIfAbsent(check, key -> new HashMap<>());
    Long known = versions.get(version);
    if (known != null) {
      return known;
    }
    upsertCheck.setString(1, check);
    upsertCheck.setInt(2, version);
    long id = returnedId(upsertCheck);
    versions.put(version, id);
    checkNames.put(id, check);
    return id;
  }

  String checkName(long id) throws SQLException {
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
    upsertResource.close();
    upsertCheck.close();
  }
}
