package io.attestream.collector.ingest;

import com.google.protobuf.ByteString;
import io.attestream.collector.leaf.LeafBlock;
import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.collector.leaf.StoredPuts;
import io.attestream.collector.log.LogReader;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.protocol.v1.Put;
import io.attestream.protocol.v1.Recall;
import io.attestream.protocol.v1.Recalled;
import io.attestream.protocol.v1.Reject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Gives an agent that lost its state its own commits back, with the proofs that they are in the log. */
final class RecallReader {
  private static final int MAX_UNITS = 10_000;
  private static final int BLOCKS = 16;
  private static final int PAGE_PUTS = 500;
  private static final int PAGE_BYTES = 1 << 20;

  private final Handle handle;
  private final String agent;
  private final long size;

  /** @param size of the checkpoint that the agent was given last */
  RecallReader(Handle handle, String agent, long size) {
    this.handle = handle;
    this.agent = agent;
    this.size = size;
  }

  /**
   * Answers.
   *
   * @throws CommitRefusal MALFORMED for what is not this agent's
   */
  Recalled read(Recall recall) throws SQLException {
    if (recall.getUnit().isEmpty()) {
      return newest();
    }
    if (recall.getAfter().size() != 0 && recall.getAfter().size() != LeafKey.LENGTH) {
      throw CommitRefusal.malformed("Recall, after: a key has 16 bytes");
    }
    Standing unit =
        handle
            .createQuery("SELECT id, commit_idx FROM unit WHERE name = :name AND agent_id = :agent")
            .bind("name", recall.getUnit())
            .bind("agent", agent)
            .map((row, context) -> new Standing(row.getLong(1), row.getLong(2)))
            .findOne()
            .orElseThrow(
                () ->
                    CommitRefusal.malformed(
                        "Recall: unit " + recall.getUnit() + " is not this agent's"));
    Recalled.Builder answer = Recalled.newBuilder().setUnit(recall.getUnit());
    if (recall.getAfter().isEmpty()) {
      commit(answer, unit.index());
    }
    leaves(answer, unit.id(), recall.getAfter().toByteArray());
    return answer.build();
  }

  private record Standing(long id, long index) {}

  private Recalled newest() {
    long index =
        handle
            .createQuery(
                "SELECT idx FROM commit_entry WHERE agent_id = :agent ORDER BY seq DESC LIMIT 1")
            .bind("agent", agent)
            .mapTo(Long.class)
            .findOne()
            .orElseThrow(() -> CommitRefusal.malformed("Recall: this agent has no commit here"));
    List<String> units =
        handle
            .createQuery("SELECT name FROM unit WHERE agent_id = :agent ORDER BY name LIMIT :most")
            .bind("agent", agent)
            .bind("most", MAX_UNITS)
            .mapTo(String.class)
            .list();
    return commit(Recalled.newBuilder().addAllUnits(units), index).build();
  }

  private Recalled.Builder commit(Recalled.Builder answer, long index) {
    LogReader log = new LogReader(handle);
    byte[] envelope = log.entry(index).orElseThrow();
    if (index >= size) {
      throw new CommitRefusal(Reject.Code.UNAVAILABLE, "a commit came in meanwhile; begin again");
    }
    long seen = ManifestCodec.parse(Envelope.parse(envelope).payload()).seen().size();
    return answer
        .setEnvelope(ByteString.copyFrom(envelope))
        .setIndex(index)
        .addAllInclusion(Frames.hashes(log.inclusion(index, size)))
        .addAllConsistency(Frames.hashes(log.consistency(seen, size)));
  }

  private void leaves(Recalled.Builder answer, long unit, byte[] after) throws SQLException {
    List<byte[]> blocks =
        handle
            .createQuery(
                "SELECT body FROM leaf_block WHERE unit_id = :unit AND first_key >= COALESCE("
                    + "(SELECT MAX(first_key) FROM leaf_block WHERE unit_id = :unit"
                    + " AND first_key <= :after), x'') ORDER BY first_key LIMIT "
                    + BLOCKS)
            .bind("unit", unit)
            .bind("after", after)
            .mapTo(byte[].class)
            .list();
    int bytes = 0;
    try (StoredPuts puts = new StoredPuts(handle.getConnection())) {
      for (byte[] block : blocks) {
        for (StandingLeaf leaf : LeafBlock.read(block)) {
          if (after.length > 0 && leaf.key().compareTo(LeafKey.of(after)) <= 0) {
            continue;
          }
          Put put = puts.put(leaf.place());
          bytes += put.getSerializedSize();
          if (answer.getPutCount() > 0
              && (bytes > PAGE_BYTES || answer.getPutCount() >= PAGE_PUTS)) {
            answer.setMore(true);
            return;
          }
          answer.addPut(put);
        }
      }
    } catch (IOException e) {
      throw new CommitRefusal(Reject.Code.UNAVAILABLE, "a stored leaf cannot be read");
    }
    answer.setMore(blocks.size() == BLOCKS && answer.getPutCount() > 0);
  }
}
