package io.attestream.collector.leaf;

import com.google.protobuf.CodedInputStream;
import io.attestream.protocol.v1.Put;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds single puts in {@code commit_block}. Keeps the blocks that were read last: puts of one commit
 * lie in the order in which they are asked for.
 */
public final class StoredPuts implements AutoCloseable {
  private static final int KEPT = 256;

  private final PreparedStatement select;
  private final Map<Block, byte[]> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Block, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  private record Block(long commit, int number) {}

  public StoredPuts(Connection connection) throws SQLException {
    select =
        connection.prepareStatement("SELECT body FROM commit_block WHERE idx = ? AND block = ?");
  }

  /**
   * One put.
   *
   * @throws IOException when it is not there or cannot be read
   */
  public Put put(Place place) throws SQLException, IOException {
    byte[] body = body(new Block(place.commit(), place.block()));
    if (place.at() < 0 || place.length() < 0 || place.at() > body.length - place.length()) {
      throw new IOException(
          "block "
              + place.block()
              + " of commit "
              + place.commit()
              + " has no "
              + place.length()
              + " bytes at "
              + place.at());
    }
    return Put.parseFrom(CodedInputStream.newInstance(body, place.at(), place.length()));
  }

  private byte[] body(Block block) throws SQLException, IOException {
    byte[] known = kept.get(block);
    if (known != null) {
      return known;
    }
    select.setLong(1, block.commit());
    select.setInt(2, block.number());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IOException(
            "block " + block.number() + " of commit " + block.commit() + " is not in the database");
      }
      byte[] body = row.getBytes(1);
      kept.put(block, body);
      return body;
    }
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }
}
