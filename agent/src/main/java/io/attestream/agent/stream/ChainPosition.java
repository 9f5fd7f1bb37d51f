package io.attestream.agent.stream;

import io.attestream.agent.spool.AgentState;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.spool.SpooledCommit;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.protocol.v1.Welcome;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares where the collector believes this agent's chain to be with the spool. */
final class ChainPosition {
  private ChainPosition() {}

  /**
   * Passes when the collector expects the first spooled commit, or holds some of the spooled ones
   * and names the digest of the last of them.
   *
   * @throws StreamException an alarm: one side lost commits or took another's
   */
  static void check(Spool spool, Welcome welcome) {
    AgentState state = spool.state();
    List<SpooledCommit> first = spool.after(0, 1);
    long from = first.isEmpty() ? state.nextSeq() : first.get(0).seq();
    long expected = welcome.getNextSeq();
    if (expected < from) {
      throw alarm(
          "the collector expects commit "
              + expected
              + " but it has proven that it holds "
              + (from - 1));
    }
    if (expected > state.nextSeq()) {
      throw alarm(
          "the collector holds commit "
              + (expected - 1)
              + ", which this state directory never made: it was restored or copied");
    }
    byte[] named = welcome.getLastEnvelope().toByteArray();
    byte[] ours = digestBefore(spool, state, expected);
    if (!Arrays.equals(named, ours)) {
      throw alarm("the collector's commit " + (expected - 1) + " is not the one made here");
    }
  }

  private static byte[] digestBefore(Spool spool, AgentState state, long seq) {
    if (seq == 1) {
      return new byte[0];
    }
    if (seq == state.nextSeq()) {
      return bytes(state.last());
    }
    SpooledCommit commit = spool.after(seq - 1, 1).get(0);
    return bytes(ManifestCodec.parse(Envelope.parse(commit.envelope()).payload()).prev());
  }

  private static byte[] bytes(@Nullable Hash hash) {
    return hash == null ? new byte[0] : hash.bytes();
  }

  private static StreamException alarm(String message) {
    return new StreamException(Kind.ALARM, message);
  }
}
