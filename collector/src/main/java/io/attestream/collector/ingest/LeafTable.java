package io.attestream.collector.ingest;

import io.attestream.collector.leaf.LeafBlock;
import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.evidence.leaf.LeafKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the blocks of one unit's standing leaves and writes those anew that changed. Whoever walks says
 * of each leaf, in the order of the keys, what stands after it. A block that became small goes into the
 * next one.
 */
final class LeafTable implements AutoCloseable {
  private static final int SMALLEST = 8 << 10;
  private static final int LARGEST = 32 << 10;
  private static final int PAGE = 32;
  private static final long NO_ROW = -1;

  private final long unitId;
  private final PreparedStatement page;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final List<StandingLeaf> after = new ArrayList<>();
  private int bytes;
  private long row = NO_ROW;
  private boolean changed;

  LeafTable(Connection connection, long unitId) throws SQLException {
    this.unitId = unitId;
    page =
        connection.prepareStatement(
            "SELECT id, body FROM leaf_block WHERE unit_id = ? AND first_key > ?"
                + " ORDER BY first_key LIMIT "
                + PAGE);
    insert =
        connection.prepareStatement(
            "INSERT INTO leaf_block (first_key, body, unit_id) VALUES (?, ?, ?)");
    update =
        connection.prepareStatement("UPDATE leaf_block SET first_key = ?, body = ? WHERE id = ?");
    delete = connection.prepareStatement("DELETE FROM leaf_block WHERE id = ?");
  }

  /** What is done with a leaf: {@link #stands}, {@link #changed} or {@link #ended}, and with those before it. */
  @FunctionalInterface
  interface LeafAction {
    void accept(StandingLeaf leaf) throws SQLException;
  }

  private record Block(long row, List<StandingLeaf> leaves) {}

  /** Gives every leaf of the unit, ascending by key, as it was before the commit. */
  void forEach(LeafAction action) throws SQLException {
    Deque<Block> blocks = new ArrayDeque<>(read(null));
    while (!blocks.isEmpty()) {
      Block block = blocks.remove();
      begin(block.row());
      for (StandingLeaf leaf : block.leaves()) {
        action.accept(leaf);
      }
      if (blocks.isEmpty()) {
        blocks.addAll(read(block.leaves().get(block.leaves().size() - 1).key()));
      }
    }
  }

  /** Blocks that begin after a key; what is written meanwhile begins before it. */
  private List<Block> read(@Nullable LeafKey key) throws SQLException {
    page.setLong(1, unitId);
    page.setBytes(2, key == null ? new byte[0] : key.bytes());
    List<Block> blocks = new ArrayList<>(PAGE);
    try (ResultSet found = page.executeQuery()) {
      while (found.next()) {
        blocks.add(new Block(found.getLong(1), LeafBlock.read(found.getBytes(2))));
      }
    }
    return blocks;
  }

  /** The leaf stands as before. */
  void stands(StandingLeaf leaf) throws SQLException {
    hold(leaf);
  }

  /** The leaf is new, or stands in place of the one before. */
  void changed(StandingLeaf leaf) throws SQLException {
    changed = true;
    hold(leaf);
  }

  /** A leaf stands no more. */
  void ended() {
    changed = true;
  }

  private void hold(StandingLeaf leaf) throws SQLException {
    after.add(leaf);
    bytes += LeafBlock.bytes(leaf);
    if (changed && bytes >= 2 * LARGEST) {
      write();
      // What is left of the block, if anything, has no row any more.
      changed = true;
    }
  }

  private void begin(long next) throws SQLException {
    if (changed && bytes < SMALLEST) {
      drop();
    } else {
      write();
    }
    row = next;
  }

  /** Writes what is still held back. */
  void flush() throws SQLException {
    write();
    row = NO_ROW;
  }

  private void write() throws SQLException {
    if (changed && after.isEmpty()) {
      drop();
    }
    if (changed) {
      int parts = (bytes + LARGEST - 1) / LARGEST;
      int from = 0;
      for (int part = 1; part <= parts; part++) {
        int to = (int) ((long) after.size() * part / parts);
        write(after.subList(from, to));
        from = to;
      }
    }
    after.clear();
    bytes = 0;
    changed = false;
  }

  private void write(List<StandingLeaf> leaves) throws SQLException {
    PreparedStatement statement = row == NO_ROW ? insert : update;
    statement.setBytes(1, leaves.get(0).key().bytes());
    statement.setBytes(2, LeafBlock.write(leaves));
    statement.setLong(3, row == NO_ROW ? unitId : row);
    statement.executeUpdate();
    row = NO_ROW;
  }

  /** Takes the row away; its leaves, if any, go into the next block. */
  private void drop() throws SQLException {
    if (row != NO_ROW) {
      delete.setLong(1, row);
      delete.executeUpdate();
      row = NO_ROW;
    }
    changed = !after.isEmpty();
  }

  @Override
  public void close() throws SQLException {
    page.close();
    insert.close();
    update.close();
    delete.close();
  }
}
