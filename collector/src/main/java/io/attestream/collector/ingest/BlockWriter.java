package io.attestream.collector.ingest;

import com.google.protobuf.CodedOutputStream;
import io.attestream.collector.leaf.Place;
import io.attestream.collector.redaction.RefusedEvidence;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.Put;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Writes what came with one commit into {@code commit_block}, first the removed keys, then the puts. A
 * put never spans two blocks.
 */
final class BlockWriter implements AutoCloseable {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int PUTS = 0;
  private static final int REMOVED = 1;

  private final PreparedStatement insert;
  private final RefusedEvidence refused;
  private final long index;
  private byte[] body = new byte[2 * BLOCK_BYTES];
  private int size;
  private int block;
  private int kind = REMOVED;

  /** @param index the commit's place in the log */
  BlockWriter(Connection connection, long index) throws SQLException {
    this.index = index;
    refused = new RefusedEvidence(connection);
    insert =
        connection.prepareStatement(
            "INSERT INTO commit_block (idx, block, kind, body) VALUES (?, ?, ?, ?)");
  }

  /** Adds the key of a leaf that the commit removed; comes before every put. */
  void removed(LeafKey key) throws SQLException {
    if (kind != REMOVED) {
      throw new IllegalStateException("removed keys come before the puts");
    }
    room(LeafKey.LENGTH);
    System.arraycopy(key.bytes(), 0, body, size, LeafKey.LENGTH);
    size += LeafKey.LENGTH;
    flushIfFull();
  }

  Place put(StagedPut staged) throws SQLException {
    Put put = refused.storable(staged.put(), staged.leaf().sdEvidence());
    if (kind == REMOVED) {
      flush();
      kind = PUTS;
    }
    int length = put.getSerializedSize();
    int head = CodedOutputStream.computeUInt32SizeNoTag(length);
    room(head + length);
    CodedOutputStream out = CodedOutputStream.newInstance(body, size, head + length);
    try {
      out.writeUInt32NoTag(length);
      put.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes what is written to it", e);
    }
    Place place = new Place(index, block, size + head, length);
    size += head + length;
    flushIfFull();
    return place;
  }

  private void room(int more) {
    if (size + more > body.length) {
      body = Arrays.copyOf(body, size + more);
    }
  }

  private void flushIfFull() throws SQLException {
    if (size >= BLOCK_BYTES) {
      flush();
    }
  }

  /** Writes the block that is begun. */
  void flush() throws SQLException {
    if (size == 0) {
      return;
    }
    insert.setLong(1, index);
    insert.setInt(2, block++);
    insert.setInt(3, kind);
    insert.setBytes(4, Arrays.copyOf(body, size));
    insert.executeUpdate();
    size = 0;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    refused.close();
  }
}
