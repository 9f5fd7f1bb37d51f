package io.attestream.collector.ingest;

import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.Reject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One commit in the log's transaction: checks that it follows, applies it, recomputes what the agent
 * signed, and appends the envelope.
 */
final class CommitWork implements LogWork<CommitReceipt> {
  private final StagedCommit commit;
  private final Manifest manifest;
  private final String origin;
  private final List<CommitListener> listeners;
  private final Clock clock;
  private final Agents agents = new Agents();

  CommitWork(StagedCommit commit, String origin, List<CommitListener> listeners, Clock clock) {
    this.commit = commit;
    this.manifest = commit.manifest();
    this.origin = origin;
    this.listeners = listeners;
    this.clock = clock;
  }

  @Override
  public long bytes() {
    return commit.parts().received() + commit.envelope().length;
  }

  @Override
  public LogOutcome<CommitReceipt> run(Handle handle, long index) throws SQLException {
    Agent agent =
        agents
            .find(handle, manifest.agent())
            .filter(known -> !known.revoked())
            .orElseThrow(
                () ->
                    new CommitRefusal(
                        Reject.Code.UNAUTHENTICATED, "agent " + manifest.agent() + " is revoked"));
    if (manifest.seq() <= agent.lastSeq()) {
      return new LogOutcome.Nothing<>(delivered(handle));
    }
    if (!manifest.keyId().equals(agent.keyId())) {
      throw new CommitRefusal(
          Reject.Code.UNAUTHENTICATED,
          "key " + manifest.keyId() + " is no longer the key of agent " + manifest.agent());
    }
    checkFollows(handle, agent);
    CommitReceipt receipt = apply(handle, index);
    agents.committed(
        handle,
        manifest.agent(),
        manifest.seq(),
        manifest.epoch(),
        manifest.seen().size(),
        commit.digest().bytes(),
        manifest.finishedAt(),
        manifest.nextBy());
    return new LogOutcome.Append<>("commit", commit.envelope(), receipt);
  }

  /** A commit that came before gets its old answer, if it is the very same. */
  private CommitReceipt delivered(Handle handle) {
    Optional<Long> index =
        handle
            .createQuery("SELECT idx FROM commit_entry WHERE agent_id = :agent AND seq = :seq")
            .bind("agent", manifest.agent())
            .bind("seq", manifest.seq())
            .mapTo(Long.class)
            .findOne();
    Optional<Hash> stored = index.flatMap(new LogReader(handle)::entry).map(Hash::sha256);
    if (index.isEmpty() || !stored.equals(Optional.of(commit.digest()))) {
      throw new CommitRefusal(
          Reject.Code.OUT_OF_SEQUENCE, "seq " + manifest.seq() + " is another commit in the log");
    }
    return CommitReceipt.delivered(index.get());
  }

  private void checkFollows(Handle handle, Agent agent) {
    if (manifest.seq() != agent.lastSeq() + 1) {
      throw new CommitRefusal(
          Reject.Code.OUT_OF_SEQUENCE,
          "seq is " + manifest.seq() + ", expected " + (agent.lastSeq() + 1));
    }
    Optional<Hash> prev = Optional.ofNullable(manifest.prev());
    if (!prev.equals(agent.lastEnvelope().map(Hash::of))) {
      throw new CommitRefusal(
          Reject.Code.OUT_OF_SEQUENCE, "prev is not the digest of commit " + agent.lastSeq());
    }
    if (manifest.epoch() < agent.lastEpoch()) {
      throw CommitRefusal.malformed(
          "epoch is " + manifest.epoch() + ", below " + agent.lastEpoch() + " of the last commit");
    }
    // In a new epoch the agent lost its state and begins to see the log anew.
    boolean sameEpoch = manifest.epoch() == agent.lastEpoch();
    if (sameEpoch && manifest.seen().size() < agent.lastSeen()) {
      throw CommitRefusal.malformed(
          "seen goes back from " + agent.lastSeen() + " to " + manifest.seen().size() + " entries");
    }
    checkSeen(handle, manifest.seen());
  }

  /** The agent signs which checkpoint it verified: the log must have been exactly that. */
  private void checkSeen(Handle handle, Checkpoint seen) {
    LogReader log = new LogReader(handle);
    long size = log.checkpoint().map(Checkpoint::size).orElse(0L);
    if (!seen.origin().equals(origin)
        || seen.size() > size
        || (seen.size() > 0 && !log.root(seen.size()).equals(seen.root()))) {
      throw CommitRefusal.malformed(
          "seen names the log "
              + seen.origin()
              + " of size "
              + seen.size()
              + " and root "
              + seen.root()
              + ", which is not a state of this log");
    }
  }

  private CommitReceipt apply(Handle handle, long index) throws SQLException {
    UnitTable units = new UnitTable(handle.getConnection());
    String name = manifest.unit().id();
    UnitRow unit = units.find(name);
    checkUnit(handle, unit);
    long unitId = unit.exists() ? unit.id() : units.create(name);
    if (unchanged()) {
      checkSigned(new LeafSetDigest.Result(unit.size(), unit.root(), unit.flat(), unit.tally()));
      keep(handle, units, unitId, index, List.of());
      return CommitReceipt.unchanged(index);
    }
    try (UnitWriter writer = new UnitWriter(handle.getConnection(), unitId, index)) {
      DeltaApplier applier = new DeltaApplier(writer, unitId, commit);
      checkSigned(applier.apply());
      keep(handle, units, unitId, index, applier.changes());
      return CommitReceipt.of(index, applier);
    }
  }

  private boolean unchanged() {
    return !manifest.delta().snapshot()
        && commit.parts().putCount() == 0
        && commit.parts().delCount() == 0;
  }

  /** Moves the unit to this commit and tells those who follow. */
  private void keep(
      Handle handle, UnitTable units, long unitId, long index, List<ResultChange> changes)
      throws SQLException {
    units.save(unitId, manifest, index);
    units.addCommit(index, commit, unitId, clock.millis());
    CommitFacts facts =
        new CommitFacts(
            unitId,
            manifest.unit().id(),
            manifest.agent(),
            index,
            manifest.startedAt().toEpochMilli(),
            manifest.finishedAt().toEpochMilli(),
            changes);
    for (CommitListener listener : listeners) {
      listener.applied(handle, facts);
    }
  }

  private void checkUnit(Handle handle, UnitRow unit) {
    Manifest.Delta delta = manifest.delta();
    if (delta.put() != commit.parts().putCount() || delta.del() != commit.parts().delCount()) {
      throw CommitRefusal.malformed(
          "$.predicate.delta: "
              + delta.put()
              + " puts and "
              + delta.del()
              + " dels are signed, "
              + commit.parts().putCount()
              + " and "
              + commit.parts().delCount()
              + " came");
    }
    boolean foreign = unit.exists() && !unit.agent().equals(manifest.agent());
    if (!delta.snapshot() && (foreign || !unit.exists() || !unit.root().equals(delta.base()))) {
      throw CommitRefusal.resync(
          "the delta's base is not the collector's state of " + manifest.unit().id());
    }
    if (foreign && holderIsAlive(handle, unit)) {
      throw CommitRefusal.malformed(
          "unit "
              + manifest.unit().id()
              + " is held by agent "
              + unit.agent()
              + ", which is not revoked and not late");
    }
  }

  private boolean holderIsAlive(Handle handle, UnitRow unit) {
    boolean revoked = agents.find(handle, unit.agent()).map(Agent::revoked).orElse(true);
    return !revoked && clock.millis() <= unit.nextBy();
  }

  private void checkSigned(LeafSetDigest.Result actual) {
    String differs =
        actual.size() != manifest.size()
            ? "size is " + actual.size() + ", signed " + manifest.size()
            : !actual.root().equals(manifest.root())
                ? "root is " + actual.root() + ", signed " + manifest.root()
                : !actual.flat().equals(manifest.flat())
                    ? "flat is " + actual.flat() + ", signed " + manifest.flat()
                    : !actual.tally().equals(manifest.tally())
                        ? "tally is " + actual.tally() + ", signed " + manifest.tally()
                        : "";
    if (differs.isEmpty()) {
      return;
    }
    // A snapshot brings all there is; sending it again would not help.
    throw manifest.delta().snapshot()
        ? CommitRefusal.malformed("the snapshot's " + differs)
        : CommitRefusal.resync("after the delta, " + differs);
  }
}
