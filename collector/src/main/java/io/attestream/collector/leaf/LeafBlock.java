package io.attestream.collector.leaf;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a row of {@code leaf_block}: leaves of one unit, ascending by key. Each has its fields at
 * a fixed width, big-endian, then its bytes behind their length.
 */
public final class LeafBlock {
  /** Key 16, check 8, resource 8, status 1, reason 1, since 8, place 8 + 4 + 4 + 4, length 2. */
  private static final int FIELDS = 64;

  private static final Status[] STATUSES = Status.values();
  private static final UnknownReason[] REASONS = UnknownReason.values();
  private static final int NO_REASON = -1;

  private LeafBlock() {}

  /** Bytes that a leaf takes. */
  public static int bytes(StandingLeaf leaf) {
    return FIELDS + leaf.leaf().length;
  }

  public static byte[] write(List<StandingLeaf> leaves) {
    ByteBuffer body = ByteBuffer.allocate(leaves.stream().mapToInt(LeafBlock::bytes).sum());
    for (StandingLeaf leaf : leaves) {
      UnknownReason reason = leaf.reason();
      body.putLong(leaf.key().high())
          .putLong(leaf.key().low())
          .putLong(leaf.checkRef())
          .putLong(leaf.resourceId())
          .put((byte) leaf.status().ordinal())
          .put((byte) (reason == null ? NO_REASON : reason.ordinal()))
          .putLong(leaf.since())
          .putLong(leaf.place().commit())
          .putInt(leaf.place().block())
          .putInt(leaf.place().at())
          .putInt(leaf.place().length())
          .putShort((short) leaf.leaf().length)
          .put(leaf.leaf());
    }
    return body.array();
  }

  public static List<StandingLeaf> read(byte[] bytes) {
    ByteBuffer body = ByteBuffer.wrap(bytes);
    List<StandingLeaf> leaves = new ArrayList<>(bytes.length / FIELDS / 4);
    while (body.hasRemaining()) {
      LeafKey key = new LeafKey(body.getLong(), body.getLong());
      long checkRef = body.getLong();
      long resourceId = body.getLong();
      Status status = STATUSES[body.get()];
      UnknownReason reason = reason(body.get());
      long since = body.getLong();
      Place place = new Place(body.getLong(), body.getInt(), body.getInt(), body.getInt());
      byte[] leaf = new byte[Short.toUnsignedInt(body.getShort())];
      body.get(leaf);
      leaves.add(new StandingLeaf(key, checkRef, resourceId, status, reason, since, place, leaf));
    }
    return leaves;
  }

  private static @Nullable UnknownReason reason(int ordinal) {
    return ordinal == NO_REASON ? null : REASONS[ordinal];
  }
}
