package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.spool.DeltaReader;
import io.attestream.agent.spool.Slice;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.spool.SpooledCommit;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CommitClose;
import io.attestream.protocol.v1.CommitOpen;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.Put;
import java.util.Optional;

/** Writes one commit as frames, reading its delta from the spool slice by slice. */
final class CommitSender {
  private CommitSender() {}

  static void send(FrameChannel channel, Spool spool, SpooledCommit commit)
      throws InterruptedException {
    channel.send(
        AgentFrame.newBuilder()
            .setCommitOpen(
                CommitOpen.newBuilder()
                    .setSeq(commit.seq())
                    .setEnvelope(ByteString.copyFrom(commit.envelope()))
                    .setTrace(ByteString.copyFrom(commit.trace())))
            .build());
    DeltaReader delta = spool.delta(commit);
    for (Optional<Slice> slice = delta.next(); slice.isPresent(); slice = delta.next()) {
      channel.send(AgentFrame.newBuilder().setCommitPart(part(commit, slice.get())).build());
    }
    channel.send(
        AgentFrame.newBuilder()
            .setCommitClose(CommitClose.newBuilder().setSeq(commit.seq()))
            .build());
  }

  private static CommitPart part(SpooledCommit commit, Slice slice) {
    CommitPart.Builder part = CommitPart.newBuilder().setSeq(commit.seq());
    for (Slice.Put put : slice.puts()) {
      part.addPut(
          Put.newBuilder()
              .setLeaf(ByteString.copyFrom(put.leaf()))
              .setIdentity(ByteString.copyFromUtf8(put.identity()))
              .setEvidence(ByteString.copyFromUtf8(put.evidence())));
    }
    slice.dels().forEach(key -> part.addDel(ByteString.copyFrom(key)));
    return part.build();
  }
}
