package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.spool.Adopted;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Recall;
import io.attestream.protocol.v1.Recalled;
import io.attestream.protocol.v1.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what an agent that has its key but lost its state had committed: the chain's newest commit
 * and, a unit at a time, the leaves under the newest commit. The collector gives all of it; what counts
 * is what this agent's own signature is on, proven to be in the log.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final int MAX_UNITS = 10_000;

  private final FrameChannel channel;
  private final Spool spool;
  private final Enrolment enrolment;
  private final Duration timeout;

  Adoption(FrameChannel channel, Spool spool, Enrolment enrolment, Duration timeout) {
    this.channel = channel;
    this.spool = spool;
    this.enrolment = enrolment;
    this.timeout = timeout;
  }

  /**
   * Records the enrolment, with all that the collector holds of this agent.
   *
   * @throws StreamException an alarm when the collector gives what this agent never signed
   */
  void perform() throws InterruptedException {
    Welcome welcome = Handshake.perform(channel, enrolment, spool.key(), timeout);
    Checkpoint now = new CheckpointVerifier(enrolment.logKey()).welcomed(welcome, enrolment.seen());
    if (welcome.getNextSeq() == 1) {
      spool.enrolled(enrolment.agentId(), enrolment.logKey());
      return;
    }
    OwnCommitVerifier verifier =
        new OwnCommitVerifier(enrolment.agentId(), spool.key().publicKey(), now);
    Recalled newest = ask("", ByteString.EMPTY);
    Manifest last = verifier.newest(newest, welcome);
    List<Adopted.Unit> units = units(verifier, newest, last);
    spool.adopt(
        new Adopted(
            new Enrolment(enrolment.agentId(), enrolment.logKey(), now),
            last.epoch() + 1,
            last.seq() + 1,
            OwnCommitVerifier.digest(newest),
            units));
    LOG.warn(
        "the state was lost; went on after commit {} of epoch {} with the leaves of {} of {} units",
        last.seq(),
        last.epoch(),
        units.size(),
        newest.getUnitsCount());
  }

  private List<Adopted.Unit> units(OwnCommitVerifier verifier, Recalled newest, Manifest last)
      throws InterruptedException {
    List<String> names = newest.getUnitsList();
    if (names.size() > MAX_UNITS || new HashSet<>(names).size() < names.size()) {
      throw OwnCommitVerifier.alarm("the collector names a unit twice, or too many");
    }
    List<Adopted.Unit> units = new ArrayList<>();
    for (String name : names) {
      Recalled first = ask(name, ByteString.EMPTY);
      if (!verifier.bySameKey(first)) {
        LOG.info("unit {} was committed by an earlier key; it is sent in full", name);
        continue;
      }
      Manifest manifest = verifier.ofUnit(first, name, last);
      RecalledLeaves leaves =
          new RecalledLeaves(spool.state().secrets().scopeKey(), manifest, name);
      if (take(leaves, manifest.unit(), first)) {
        units.add(
            new Adopted.Unit(manifest.unit(), leaves.finish(), manifest.population().resources()));
      } else {
        spool.forgetRecalled(manifest.unit());
        LOG.info("unit {} cannot be taken up as it stands; it is sent in full", name);
      }
    }
    return units;
  }

  /** Whether the whole unit was taken in. */
  private boolean take(RecalledLeaves leaves, ScopeUnit unit, Recalled first)
      throws InterruptedException {
    spool.forgetRecalled(unit);
    Recalled page = first;
    while (true) {
      spool.recalled(unit, leaves.read(page.getPutList()));
      if (!leaves.usable() || !page.getMore()) {
        return leaves.usable();
      }
      if (page.getPutCount() == 0) {
        throw new StreamException(Kind.LATER, "a page of recalled leaves is empty");
      }
      page = ask(unit.id(), ByteString.copyFrom(leaves.last().bytes()));
    }
  }

  private Recalled ask(String unit, ByteString after) throws InterruptedException {
    channel.send(
        AgentFrame.newBuilder()
            .setRecall(Recall.newBuilder().setUnit(unit).setAfter(after))
            .build());
    CollectorFrame frame = channel.expect(timeout);
    if (!frame.hasRecalled()) {
      throw Handshake.refused(frame, "what was recalled");
    }
    if (!frame.getRecalled().getUnit().equals(unit)) {
      throw new StreamException(Kind.LATER, "another unit was recalled than asked for");
    }
    return frame.getRecalled();
  }
}
