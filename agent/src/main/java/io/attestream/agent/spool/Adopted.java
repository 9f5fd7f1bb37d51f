package io.attestream.agent.spool;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.model.ScopeUnit;
import java.util.List;

/**
 * Where a lost state of this agent ended, as its own signatures in the log say.
 *
 * @param enrolment with the checkpoint under which that was proven
 * @param epoch of the commits from now on
 * @param nextSeq of the next commit
 * @param last digest of the envelope before it
 * @param units whose leaves were taken in; every other begins with a full snapshot
 */
public record Adopted(
    AgentState.Enrolment enrolment, long epoch, long nextSeq, Hash last, List<Unit> units) {
  public Adopted {
    units = List.copyOf(units);
  }

  /** A unit as its newest commit left it. */
  public record Unit(ScopeUnit unit, LeafSetDigest.Result tree, long resources) {}
}
