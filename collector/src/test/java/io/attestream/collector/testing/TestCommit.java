package io.attestream.collector.testing;

import com.google.protobuf.ByteString;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CommitClose;
import io.attestream.protocol.v1.CommitOpen;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.Put;
import java.util.ArrayList;
import java.util.List;

/** A signed commit with everything that goes over the wire. */
public record TestCommit(
    Manifest manifest, byte[] envelope, byte[] trace, List<Put> puts, List<ByteString> dels) {

  public long seq() {
    return manifest.seq();
  }

  /** The frames, with up to {@code perPart} puts in a part. */
  public List<AgentFrame> frames(int perPart) {
    List<AgentFrame> frames = new ArrayList<>();
    frames.add(
        AgentFrame.newBuilder()
            .setCommitOpen(
                CommitOpen.newBuilder()
                    .setSeq(seq())
                    .setEnvelope(ByteString.copyFrom(envelope))
                    .setTrace(ByteString.copyFrom(trace)))
            .build());
    if (!dels.isEmpty()) {
      frames.add(part(CommitPart.newBuilder().setSeq(seq()).addAllDel(dels)));
    }
    for (int from = 0; from < puts.size(); from += perPart) {
      List<Put> slice = puts.subList(from, Math.min(puts.size(), from + perPart));
      frames.add(part(CommitPart.newBuilder().setSeq(seq()).addAllPut(slice)));
    }
    frames.add(
        AgentFrame.newBuilder().setCommitClose(CommitClose.newBuilder().setSeq(seq())).build());
    return frames;
  }

  private static AgentFrame part(CommitPart.Builder part) {
    return AgentFrame.newBuilder().setCommitPart(part).build();
  }
}
