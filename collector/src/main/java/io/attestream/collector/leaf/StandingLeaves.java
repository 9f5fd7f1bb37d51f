package io.attestream.collector.leaf;

import io.attestream.evidence.leaf.LeafKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds single leaves in {@code leaf_block}. */
public final class StandingLeaves implements AutoCloseable {
  private final PreparedStatement select;

  public StandingLeaves(Connection connection) throws SQLException {
    select =
        connection.prepareStatement(
            "SELECT body FROM leaf_block WHERE unit_id = ? AND first_key <= ?"
                + " ORDER BY first_key DESC LIMIT 1");
  }

  public Optional<StandingLeaf> find(long unitId, LeafKey key) throws SQLException {
    select.setLong(1, unitId);
    select.setBytes(2, key.bytes());
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? LeafBlock.read(row.getBytes(1)).stream().filter(l -> l.key().equals(key)).findFirst()
          : Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }
}
