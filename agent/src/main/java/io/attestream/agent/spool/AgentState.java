package io.attestream.agent.spool;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.note.Checkpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of itself and of the log.
 *
 * @param enrolment where it is enrolled; {@code null} before
 * @param scopeKey secret of the leaf keys
 * @param saltKey secret of the disclosures' salts
 * @param nextSeq sequence number of the next commit
 * @param last digest of the envelope of the commit before; {@code null} before the first
 * @param alarm the newest alarm that no commit carries yet, or empty
 */
public record AgentState(
    @Nullable Enrolment enrolment,
    Secrets secrets,
    long epoch,
    long nextSeq,
    @Nullable Hash last,
    String alarm) {

  /**
   * The agent's place at a collector.
   *
   * @param logKey verifier key of the log, pinned
   * @param seen the last checkpoint that was verified
   */
  public record Enrolment(String agentId, String logKey, Checkpoint seen) {}

  /** Never leave the agent. */
  public record Secrets(byte[] scopeKey, byte[] saltKey) {
    @Override
    public String toString() {
      return "(hidden)";
    }
  }

  public Optional<Enrolment> enrolled() {
    return Optional.ofNullable(enrolment);
  }
}
