package io.attestream.collector.redaction;

import io.attestream.collector.leaf.StoredDisclosure;
import io.attestream.protocol.v1.Put;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps erased evidence out that comes in again, for example with a snapshot. */
public final class RefusedEvidence implements AutoCloseable {
  private final PreparedStatement select;
  private final boolean any;

  public RefusedEvidence(Connection connection) throws SQLException {
    try (PreparedStatement exists =
            connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM redacted_evidence)");
        ResultSet row = exists.executeQuery()) {
      any = row.next() && row.getBoolean(1);
    }
    select = connection.prepareStatement("SELECT 1 FROM redacted_evidence WHERE digest = ?");
  }

  /**
   * The put as it may be stored.
   *
   * @param digest of its evidence
   */
  public Put storable(Put put, String digest) throws SQLException {
    if (!any) {
      return put;
    }
    select.setString(1, digest);
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? put.toBuilder().setEvidence(StoredDisclosure.erasure(put.getEvidence())).build()
          : put;
    }
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }
}
