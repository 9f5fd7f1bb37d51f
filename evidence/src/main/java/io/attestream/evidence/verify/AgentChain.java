package io.attestream.evidence.verify;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one agent's commits. In a new epoch the agent has lost its state, so what it saw of the
 * log may begin anew; sequence and links go on.
 */
final class AgentChain {
  private long seq;
  private long epoch;
  private long seenSize;
  private @Nullable Hash envelope;

  /**
   * Checks that a commit continues the chain, and moves on to it.
   *
   * @param index of the commit in the log
   * @param digest of its envelope
   * @param roots of the log at all sizes up to {@code index}
   * @return what is wrong; empty when nothing is
   */
  List<String> follow(Manifest m, long index, Hash digest, String origin, Roots roots) {
    List<String> wrong = new ArrayList<>();
    if (m.seq() <= seq) {
      wrong.add("seq " + m.seq() + " comes again after " + seq + ": a replayed commit");
    } else if (m.seq() > seq + 1) {
      String missing =
          m.seq() == seq + 2
              ? "commit " + (seq + 1) + " is"
              : "commits " + (seq + 1) + " to " + (m.seq() - 1) + " are";
      wrong.add("seq " + m.seq() + " follows " + seq + ": " + missing + " not in the log");
    } else if (m.prev() != null && !m.prev().equals(envelope)) {
      wrong.add("prev is not the digest of commit " + seq);
    }
    if (m.epoch() < epoch) {
      wrong.add("epoch " + m.epoch() + " comes after " + epoch);
    }
    if (!m.seen().origin().equals(origin)) {
      wrong.add("seen is a checkpoint of " + m.seen().origin());
    } else if (m.seen().size() > index) {
      wrong.add("seen has " + m.seen().size() + " entries, this is entry " + index);
    } else if (!roots.matches(m.seen().size(), m.seen().root())) {
      wrong.add(
          "the agent saw another root at size "
              + m.seen().size()
              + ": the log was forked or rebuilt");
    } else if (m.epoch() <= epoch && m.seen().size() < seenSize) {
      wrong.add("seen goes back from " + seenSize + " to " + m.seen().size() + " entries");
    }
    boolean startedOver = m.epoch() > epoch;
    seenSize = startedOver ? m.seen().size() : Math.max(seenSize, m.seen().size());
    seq = Math.max(seq, m.seq());
    epoch = Math.max(epoch, m.epoch());
    envelope = digest;
    return wrong;
  }

  /** The last sequence number; 0 before the first commit. */
  long seq() {
    return seq;
  }
}
