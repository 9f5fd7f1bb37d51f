package io.attestream.collector.web.resource;

import com.google.protobuf.ByteString;
import io.attestream.collector.leaf.Place;
import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.collector.leaf.StandingLeaves;
import io.attestream.collector.leaf.StoredDisclosure;
import io.attestream.collector.leaf.StoredPuts;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Observation;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What the results of a resource rest on: their disclosed evidence, and the commits that brought it. */
final class ResourceEvidence implements AutoCloseable {
  private static final DisclosedEvidence UNREADABLE =
      new DisclosedEvidence(
          new Observation(Map.of(), List.of()),
          null,
          "The disclosure is not readable: it is damaged.");

  private static final DisclosedEvidence ERASED =
      new DisclosedEvidence(
          new Observation(Map.of(), List.of()),
          null,
          "The evidence was erased; the log's redaction entry says by whom and why.");

  private final Handle handle;
  private final StandingLeaves leaves;
  private final StoredPuts puts;

  ResourceEvidence(Handle handle) throws SQLException {
    this.handle = handle;
    leaves = new StandingLeaves(handle.getConnection());
    puts = new StoredPuts(handle.getConnection());
  }

  /**
   * Evidence as it stands.
   *
   * @param commit log index of the commit that brought it
   * @param at when that commit was finished, in epoch milliseconds
   */
  record Recorded(DisclosedEvidence evidence, long commit, long at) {}

  Recorded of(long unitId, LeafKey key) throws SQLException {
    StandingLeaf leaf =
        leaves
            .find(unitId, key)
            .orElseThrow(() -> new SQLException("leaf " + key + " is not among its unit's leaves"));
    long commit = leaf.place().commit();
    return new Recorded(evidence(leaf.place()), commit, finished(commit, leaf.since()));
  }

  /** What a put discloses; one that was redacted or cannot be read shows nothing observed. */
  private DisclosedEvidence evidence(Place place) throws SQLException {
    try {
      ByteString stored = puts.put(place).getEvidence();
      if (StoredDisclosure.erased(stored)) {
        return ERASED;
      }
      String text = StoredDisclosure.text(stored);
      return DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, text).value());
    } catch (JsonException | IOException e) {
      return UNREADABLE;
    }
  }

  private long finished(long commit, long otherwise) {
    return handle
        .createQuery("SELECT finished_at FROM commit_entry WHERE idx = :idx")
        .bind("idx", commit)
        .mapTo(Long.class)
        .findOne()
        .orElse(otherwise);
  }

  @Override
  public void close() throws SQLException {
    leaves.close();
    puts.close();
  }
}
